import { beforeEach, expect, test } from '@jest/globals'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { AskedOfMe, Receipt } from '@gezhong/shared/people/reports/contract'
import type { Roll } from '@gezhong/shared/people/rolls/contract'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { GRIDS, HOUSEHOLD, id, NOW, progressOf, receiptOf, ROLL } from '../../../test/village.ts'
import { queries } from '../../platform/queries.ts'
import Today from './today.tsx'
import { forgetLists } from '../../platform/kept-list.ts'

let receipt: Receipt | null = null
let replacedOwn: AskedOfMe['replacedOwn'] = null
let missing = 3
/** Opened later than the first, and comes first. */
const TESTED: Roll = { ...ROLL, id: id(501), title: '第3轮', question: 'who-was-tested' }
let rolls: Roll[] = [ROLL]
let testedReceipt: Receipt | null = null
let down = false

beforeEach(() => {
  phone.reset()
  forgetLists()
  receipt = null
  replacedOwn = null
  missing = 3
  rolls = [ROLL]
  testedReceipt = null
  down = false
  phone.answer = ({ url, method }) => {
    if (down) return null
    if (method === 'POST') {
      if (url.includes(TESTED.id)) testedReceipt = receiptOf(3)
      else receipt = receiptOf(3)
      return { status: 200, body: receiptOf(3) }
    }
    if (url.endsWith('/api/community')) {
      const community = { id: GRIDS[0]?.id, name: '花厅口村', placeNames: [], areaCode: null, zoneStatus: 'controlled' }
      return { status: 200, body: community }
    }
    if (url.endsWith('/api/grids')) return { status: 200, body: { grids: GRIDS } }
    if (url.includes('/api/differences')) return { status: 200, body: { rows: [], total: 0, byKind: {} } }
    if (url.endsWith('/progress')) {
      return {
        status: 200,
        body: {
          rollId: ROLL.id,
          revision: 1,
          openDifferences: 2,
          grids: [progressOf('2-1', url.includes(TESTED.id) ? 70 : missing)],
        },
      }
    }
    if (url.endsWith('/api/my/rounds')) return { status: 200, body: { households: [], readAt: NOW } }
    if (url.includes('/api/rolls')) return { status: 200, body: { rolls } }
    return {
      status: 200,
      body: {
        households: [
          {
            household: HOUSEHOLD,
            gridTitle: '第2网格',
            asked: rolls.map((roll) =>
              roll === TESTED ? { roll, receipt: testedReceipt, replacedOwn: null } : { roll, receipt, replacedOwn },
            ),
          },
        ],
      },
    }
  }
})

test('a resident answers with one tap and reads what became of it', async () => {
  signedIn('resident')
  show(<Today />)
  fireEvent.click(await screen.findByRole('button', { name: '还是 3 人' }))
  await screen.findByText('✓ 已上报 3 人')
  expect(screen.getByText(/和台账一致/)).toBeTruthy()
})

test('a resident whose own number was replaced is told by whom, and what to do', async () => {
  receipt = receiptOf(2)
  receipt.report.source = 'chain'
  replacedOwn = { headcount: 3, at: receipt.report.at }
  signedIn('resident')
  show(<Today />)
  await screen.findByText('您自己报的是 3 人')
  expect(screen.getByText(/群接龙后来写的不一样/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '修改上报' }))
  expect(phone.opened[0]).toMatch(/^\/people\/report\/report/)
})

test('a resident who is asked twice at a time answers both, each by its own question', async () => {
  rolls = [TESTED, ROLL]
  signedIn('resident')
  show(<Today />)
  await screen.findByText('几个人做了检测？')
  fireEvent.click(screen.getByRole('button', { name: '3 人都做了检测' }))
  await screen.findByText('✓ 已上报 3 人')
  expect([testedReceipt === null, receipt === null]).toEqual([false, true])
  fireEvent.click(screen.getByRole('button', { name: '还是 3 人' }))
  await waitFor(() => expect(screen.getAllByText('✓ 已上报 3 人')).toHaveLength(2))
  expect(receipt).not.toBeNull()
})

test('the next visit shows the last one at once, also without a network', async () => {
  signedIn('resident')
  const first = show(<Today />)
  await screen.findByText('还没上报')
  first.unmount()
  down = true
  show(<Today />)
  expect(screen.getByText('还没上报')).toBeTruthy()
})

test('a worker sees one number and the way to make it smaller', async () => {
  signedIn('worker')
  show(<Today />)
  await screen.findByText('还差')
  fireEvent.click(screen.getByRole('button', { name: '给没报的打电话' }))
  expect(phone.opened[0]).toMatch(/^\/people\/calls\/calls\?grid=/)
})

test('with one open roll nothing is to be chosen', async () => {
  signedIn('worker')
  show(<Today />)
  await screen.findByText('还差')
  expect(screen.queryByRole('radio')).toBeNull()
})

test('of two open rolls the newest is shown, the other is one tap away and stays chosen', async () => {
  rolls = [TESTED, ROLL]
  signedIn('worker')
  const first = show(<Today />)
  await screen.findByText('70 户')
  fireEvent.click(screen.getByRole('radio', { name: '早上住了几人 · 现在住几个人' }))
  await screen.findByText('还差')
  await waitFor(() => expect(screen.queryByText('70 户')).toBeNull())
  fireEvent.click(screen.getByRole('button', { name: /^粘贴接龙/ }))
  expect(phone.opened[0]).toContain(`roll=${ROLL.id}`)
  first.unmount()
  show(<Today />)
  expect((await screen.findByRole('radio', { name: /早上住了几人/ })).getAttribute('aria-checked')).toBe('true')
  rolls = [{ ...TESTED, id: id(502), title: '第4轮' }, TESTED, ROLL]
  await queries.invalidateQueries()
  expect((await screen.findByRole('radio', { name: /第4轮/ })).getAttribute('aria-checked')).toBe('true')
})

test('when nobody is missing it says so', async () => {
  missing = 0
  signedIn('worker')
  show(<Today />)
  await screen.findByText('都报了')
})

test('nobody signed in is led to signing in', async () => {
  signedIn(null)
  show(<Today />)
  await waitFor(() => expect(phone.opened).toEqual(['/home/sign-in/sign-in']))
})
