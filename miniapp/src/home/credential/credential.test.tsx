import { beforeEach, expect, test } from '@jest/globals'
import { civilDay } from '@gezhong/shared/civil-day'
import type { ShownCredential } from '@gezhong/shared/grid/credentials/contract'
import { fireEvent, screen } from '@testing-library/react'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { id, NOW } from '../../../test/village.ts'
import CredentialPage from './credential.tsx'

const dayIn = (days: number) => civilDay(new Date(Date.now() + days * 86_400_000))
const HELD: ShownCredential = {
  id: id(1500),
  serial: '2-0007',
  post: 'distribution',
  areas: ['2-1', '2-2'],
  validFrom: dayIn(-1),
  validUntil: dayIn(1),
  issuedAt: NOW,
  revokedAt: null,
  reason: '',
  displayName: '陈志强',
  village: '花厅口村',
  codes: [
    { gridCode: '2-1', digits: '1'.repeat(193) },
    { gridCode: '2-2', digits: '2'.repeat(193) },
  ],
}
let credential: ShownCredential | null = HELD
let offline = false

beforeEach(() => {
  phone.reset()
  signedIn('worker')
  credential = HELD
  offline = false
  phone.answer = () => (offline ? null : { status: 200, body: { credential, today: dayIn(0) } })
})

test('a credential shows who, where and until when, and one code for each of its grids', async () => {
  show(<CredentialPage />)
  await screen.findByText('配送专员证 2-0007')
  screen.getByText('陈志强')
  screen.getByRole('img', { name: '2-1 网格的证件二维码' })
  fireEvent.click(screen.getByRole('radio', { name: '2-2 网格' }))
  screen.getByRole('img', { name: '2-2 网格的证件二维码' })
  screen.getByText('只在 2-1、2-2 网格内有效')
})

test('without a network the one that was loaded is still shown', async () => {
  const first = show(<CredentialPage />)
  await screen.findByText('配送专员证 2-0007')
  first.unmount()
  offline = true
  show(<CredentialPage />)
  screen.getByRole('img', { name: '2-1 网格的证件二维码' })
})

test.each([
  [{ validUntil: dayIn(-1), validFrom: dayIn(-2) }, `${dayIn(-1)} 到期了，请网格长换一张`],
  [{ validFrom: dayIn(1) }, `${dayIn(1)} 才开始有效`],
  [{ revokedAt: NOW, reason: '证丢了', codes: [] }, '这张证吊销了：证丢了'],
])('one that does not hold has no code and says why', async (over, words) => {
  credential = { ...HELD, ...over }
  show(<CredentialPage />)
  await screen.findByText(words)
  expect(screen.queryByRole('img', { name: /二维码/ })).toBeNull()
})

test('who has none is told how to get one', async () => {
  credential = null
  show(<CredentialPage />)
  await screen.findByText('还没有证件')
})
