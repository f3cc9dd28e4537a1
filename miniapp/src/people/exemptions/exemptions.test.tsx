import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { Exemption, ExemptionState } from '@gezhong/shared/people/exemptions/contract'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { HOUSEHOLD, id, NOW } from '../../../test/village.ts'
import Exemptions from './exemptions.tsx'

const COUNTS = { asked: 0, approved: 0, refused: 0, ended: 0 }
const EXEMPTION: Exemption = {
  id: id(610),
  householdId: HOUSEHOLD.id,
  residentId: id(151),
  people: 1,
  reason: 'bedridden',
  fromDay: '2026-11-23',
  untilDay: '2026-11-30',
  door: HOUSEHOLD.door,
  gridCode: '2-1',
  residentName: '林东',
  note: '腿摔了',
  state: 'asked',
  askedByName: '王秀兰',
  byHousehold: true,
  askedAt: NOW,
  decidedByName: null,
  decidedAt: null,
}
let sent: { url: string; body: Record<string, unknown> }[] = []
let state: ExemptionState = 'asked'

beforeEach(() => {
  phone.reset()
  sent = []
  state = 'asked'
  phone.answer = ({ url, method, data }) => {
    const ok = (body: object) => ({ status: 200, body })
    if (method === 'POST') {
      const body = JSON.parse(data ?? '{}') as Record<string, unknown>
      sent.push({ url: url.replace(/^.*\/api/, '/api'), body })
      if (url.endsWith('/decide')) state = body['approved'] === true ? 'approved' : 'refused'
      if (url.endsWith('/end')) state = 'ended'
      return ok({ ...EXEMPTION, ...body, state })
    }
    if (url.includes('/api/exemptions')) {
      const isHere = url.includes(`state=${state}`)
      return ok({ rows: isHere ? [{ ...EXEMPTION, state }] : [], total: Number(isHere), counts: COUNTS, soon: 0 })
    }
    const people = [
      { id: id(151), name: '林东', ageGroup: 'adult', namedFor: null, guardian: '', note: '', revision: 1 },
    ]
    if (url.includes(`/api/households/${HOUSEHOLD.id}`)) return ok({ ...HOUSEHOLD, people })
    return ok({ rows: [HOUSEHOLD], total: 1 })
  }
})

const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))
const lead = () => signedIn('secretary')

test('a lead reads who asks, why and until when, and approves with one tap', async () => {
  lead()
  show(<Exemptions />)
  await screen.findByText('中区 32 号 林东')
  expect(screen.getByText('住户自己申请')).toBeTruthy()
  expect(screen.getByText('11月23日到11月30日 · 腿摔了')).toBeTruthy()
  await press('中区 32 号林东同意')
  await waitFor(() =>
    expect(sent).toEqual([{ url: `/api/exemptions/${EXEMPTION.id}/decide`, body: { approved: true } }]),
  )
  await screen.findByText('没有等着批的')
  fireEvent.click(screen.getByRole('radio', { name: '有效' }))
  await press('中区 32 号林东结束')
  await press('是，要检了')
  await waitFor(() => expect(sent[1]!.url).toBe(`/api/exemptions/${EXEMPTION.id}/end`))
})

test('a refusal is asked twice, as the household reads it', async () => {
  lead()
  show(<Exemptions />)
  await press('中区 32 号林东不同意')
  await screen.findByText(/住户看得到没有同意/)
  expect(sent).toEqual([])
  await press('不同意')
  await waitFor(() => expect(sent[0]!.body).toEqual({ approved: false }))
})

test('a worker decides nothing, but asks: a door, who of it, why and until when', async () => {
  signedIn('worker')
  show(<Exemptions />)
  await screen.findByText('中区 32 号 林东')
  expect(screen.queryByRole('button', { name: /同意$/ })).toBeNull()
  await press('申请')
  fireEvent.change(await screen.findByRole('textbox', { name: '找门牌' }), { target: { value: '32' } })
  await press(/^中区 32 号.*台账 3 人/)
  fireEvent.click(await screen.findByRole('radio', { name: '其他人' }))
  await press('几个人加一人')
  fireEvent.click(screen.getByRole('radio', { name: '住院' }))
  fireEvent.click(screen.getByRole('radio', { name: '两周' }))
  fireEvent.change(screen.getByRole('textbox', { name: '还有什么要说的（可不填）' }), { target: { value: '在县医院' } })
  await press('交给网格长批')
  await waitFor(() => expect(sent).toHaveLength(1))
  const { body } = sent[0]!
  expect(body).toMatchObject({ householdId: HOUSEHOLD.id, residentId: null, people: 2, reason: 'in-hospital' })
  expect(body).toMatchObject({ note: '在县医院' })
  expect(Date.parse(String(body['untilDay'])) - Date.parse(String(body['fromDay']))).toBe(14 * 86_400_000)
})

test('opened from a household its form is there, with who stands by name chosen', async () => {
  signedIn('worker')
  phone.params = { household: HOUSEHOLD.id }
  show(<Exemptions />)
  expect((await screen.findByRole('radio', { name: '林东' })).getAttribute('aria-checked')).toBe('true')
})
