import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from '@jest/globals'
import { act, configure, fireEvent, screen, waitFor } from '@testing-library/react'
import { civilDay } from '@gezhong/shared/civil-day'
import type { ErrorCode } from '@gezhong/shared/errors'
import { communityTag, writeCode } from '@gezhong/shared/signed-code'
import type { DeliveryAnswer, DeliveryRow, RunSheet, Stop } from '@gezhong/shared/supplies/deliveries/contract'
import type { Run } from '@gezhong/shared/supplies/runs/contract'
import { CABBAGE, EGGS, STALL } from '../../../test/market.ts'
import { show, signedIn } from '../../../test/show.tsx'
import { phone } from '../../../test/taro.ts'
import { ACTORS, id, NOW, refusal } from '../../../test/village.ts'
import { readySignatures } from '../../platform/ed25519.ts'
import { forgetLists } from '../../platform/kept-list.ts'
import { watchNetwork } from '../../platform/network.ts'
import { queries } from '../../platform/queries.ts'
import { keptDeliveries } from './kept-deliveries.ts'
import { keptRuns } from './kept-runs.ts'
import RunPage from './run.tsx'
import { farWords } from './run-words.ts'
import { RunsEntry } from './runs-entry.tsx'
import { sendDeliveries } from './send-deliveries.ts'

// A busy machine is no failure.
configure({ asyncUtilTimeout: 10_000 })

const OURS = generateKeyPairSync('ed25519')
const COMMUNITY = communityTag(id(900))

const RUN: Run = {
  id: id(2000),
  stallId: STALL.id,
  stallTitle: STALL.title,
  day: STALL.day,
  deliverFrom: STALL.deliverFrom,
  deliverUntil: STALL.deliverUntil,
  gridId: STALL.gridId,
  gridCode: '2',
  carrierId: ACTORS.worker.accountId,
  carrierName: ACTORS.worker.displayName,
  state: 'designated',
  revision: 1,
  phoneId: null,
  bags: 3,
  delivered: 0,
  failed: 0,
  designatedAt: NOW,
  startedAt: null,
  endedAt: null,
  lastScanAt: null,
}

const stop = (number: number, shortCode: string, over: Partial<Stop> = {}): Stop => ({
  voucherId: id(2100 + number),
  orderId: id(2200 + number),
  householdId: id(2300 + number),
  serial: number.toString(16).padStart(10, '0'),
  shortCode,
  gridCode: '2',
  lastDay: '2099-01-01',
  door: `中区${number}号`,
  priority: false,
  note: '',
  goods: [
    { itemId: CABBAGE.id, name: '大白菜', unit: '斤', milli: 1370 },
    { itemId: EGGS.id, name: '鸡蛋', unit: '板', milli: 2000 },
  ],
  owedFen: 0,
  amountFen: 3300,
  place: null,
  cancelled: false,
  deliveredAt: null,
  deliveredByName: null,
  failedWhy: null,
  tries: 0,
  ...over,
})
const FIRST = stop(32, '12345674')
const SECOND = stop(33, '87654323')
/** Another household behind the same door. */
const SAME_DOOR = stop(34, '11112224', { door: FIRST.door })

let stops: Stop[] = [FIRST, SECOND]
let down = false
let payCode: string | null = null
/** How far the phone's clock is ahead of the server's. */
let aheadDays = 0
let held = false
let gone = false
let holder: string | null = null
let wipe: string[] = []
let badRow: string | null = null
let answers: Record<string, Partial<DeliveryAnswer>> = {}
let told: DeliveryRow[] = []

const sheet = (): RunSheet => {
  const publicKey = OURS.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex')
  const refused = [{ serial: 'aa00000001', why: 'revoked' as const }]
  return {
    run: RUN,
    stops,
    community: COMMUNITY,
    keys: [{ keyNumber: 1, publicKey }],
    refused,
    payCode,
    areas: ['2'],
    contacts: [
      { as: 'lead', name: '陈网格长', phone: '13800138000' },
      { as: 'designator', name: '李网格员', phone: null },
    ],
    readAt: new Date(Date.now() - aheadDays * DAY).toISOString(),
  }
}

const DAY = 86_400_000

interface Claims {
  serial: string
  gridCode: string
  lastDay: string
}
function codeOf({ serial, gridCode, lastDay }: Claims, key: KeyObject = OURS.privateKey): string {
  const claims = { kind: 'voucher' as const, keyNumber: 1, community: COMMUNITY, serial, lastDay, gridCode }
  return writeCode(claims, (message) => Uint8Array.from(sign(null, message, key)))
}

const no = (code: ErrorCode) => ({ status: refusal(code).status, body: refusal(code) })

function handIn(data: string | undefined) {
  const { rows } = JSON.parse(data ?? '{}') as { rows: DeliveryRow[] }
  if (rows.some(({ code }) => code === badRow)) return no('not-valid')
  told.push(...rows)
  const usual = { outcome: 'counted', verdict: 'deliverable', deliveredAt: null, deliveredByName: null }
  return {
    status: 200,
    body: { rows: rows.map((row) => ({ ...usual, id: row.id, ...answers[row.act] })), wipe },
  }
}

// What makes the first check slow is not what is looked at here.
beforeAll(() => void readySignatures())

beforeEach(() => {
  phone.reset()
  forgetLists()
  signedIn('worker')
  stops = [FIRST, SECOND]
  down = false
  payCode = null
  aheadDays = 0
  held = false
  gone = false
  holder = null
  wipe = []
  badRow = null
  answers = {}
  told = []
  phone.params = { id: RUN.id }
  phone.answer = ({ url, data }) => {
    if (down) return null
    if (url.endsWith('/api/own/runs')) return { status: 200, body: { runs: gone ? [] : [{ ...RUN, phoneId: holder }] } }
    if (url.endsWith(`/api/own/runs/${RUN.id}/load`)) {
      if (gone) return no('not-found')
      const { takeOver } = JSON.parse(data ?? '{}') as { takeOver?: boolean }
      return held && takeOver !== true ? no('held-elsewhere') : { status: 200, body: sheet() }
    }
    if (url.endsWith(`/api/own/runs/${RUN.id}/stops/${FIRST.voucherId}/phone`))
      return { status: 200, body: { phones: ['18850003570'] } }
    return url.endsWith('/api/deliveries') ? handIn(data) : { status: 404, body: {} }
  }
})

async function takeAlong() {
  const shown = show(<RunPage />)
  fireEvent.click(await screen.findByRole('button', { name: '装到这部手机' }))
  await screen.findByText('1. 中区 32 号')
  return shown
}

async function scan(text: string | null) {
  phone.scanned = text
  fireEvent.click(screen.getByRole('button', { name: '扫码交付' }))
}

test.each([
  ['ahead', 10, 5, '中区 32 号 · 共 1 袋'],
  ['behind', -10, -5, '凭证过期了'],
])('a phone whose clock is days %s judges by the server’s', async (_, ahead, daysAgo, words) => {
  aheadDays = ahead
  stops = [stop(32, '12345674', { lastDay: civilDay(new Date(Date.now() - daysAgo * DAY)) }), SECOND]
  await takeAlong()
  down = true
  await scan(codeOf(FIRST))
  await screen.findByText(words)
})

test('a voucher is handed over without a network, survives a restart, and is told once', async () => {
  const shown = await takeAlong()
  down = true
  await scan(codeOf(FIRST))
  await screen.findByText('中区 32 号 · 共 1 袋')
  phone.scanned = null
  fireEvent.click(screen.getByRole('button', { name: '已交付' }))
  await screen.findByText('中区 32 号 已交付')
  expect(told).toEqual([])
  shown.unmount()
  forgetLists()
  expect(keptDeliveries.all().map(({ row }) => row.act)).toEqual(['handed-over'])
  down = false
  await act(sendDeliveries)
  expect(told.map(({ act, code, runId }) => [act, code, runId])).toEqual([['handed-over', codeOf(FIRST), RUN.id]])
  expect(keptDeliveries.all()).toEqual([])
  show(<RunPage />)
  await screen.findByText('送到了的')
  expect(screen.queryByText('1. 中区 32 号')).toBeNull()
})

test.each([
  ['不是本网格', { ...FIRST, serial: 'ff00000001', gridCode: '5' }, 'wrong-grid'],
  ['不是您这一趟', { ...FIRST, serial: 'ff00000001' }, 'wrong-route'],
  ['凭证过期了', { ...FIRST, serial: 'ff00000001', lastDay: '2026-01-01' }, 'expired'],
  ['凭证已换新', { ...FIRST, serial: 'aa00000001' }, 'revoked'],
])('%s: told in words, nothing to confirm, and recorded', async (words, claims, verdict) => {
  await takeAlong()
  await scan(codeOf(claims))
  await screen.findByText(words)
  expect(screen.queryByRole('button', { name: '已交付' })).toBeNull()
  await waitFor(() => expect(told.map((row) => [row.act, row.verdict])).toEqual([['turned-away', verdict]]))
})

test('somebody else’s signature is a forgery; a stranger’s code stays on this phone', async () => {
  await takeAlong()
  await scan(codeOf(FIRST, generateKeyPairSync('ed25519').privateKey))
  await screen.findByText('凭证是假的')
  phone.scanned = 'https://pay.example/13800000000'
  fireEvent.click(screen.getByRole('button', { name: '继续扫码' }))
  await screen.findByText('不认得这个码')
  await waitFor(() => expect(told.map(({ verdict }) => verdict)).toEqual(['forged']))
  expect(JSON.stringify(phone.requests)).not.toContain('pay.example')
})

test('whoever is told to stop can call the grid lead without a network', async () => {
  await takeAlong()
  down = true
  await scan(codeOf({ ...FIRST, gridCode: '5', serial: 'ff00000001' }))
  await screen.findByText('不是本网格')
  fireEvent.click(screen.getByRole('button', { name: '联系网格长' }))
  await screen.findByText('派这一趟的人 李网格员')
  fireEvent.click(screen.getByRole('button', { name: '打电话给网格长 陈网格长' }))
  expect(phone.dialled).toEqual(['13800138000'])
})

test('the household at a stop is called by a number that is asked for only then', async () => {
  watchNetwork(() => undefined)
  await takeAlong()
  fireEvent.click(screen.getByRole('button', { name: /^中区 32 号/ }))
  fireEvent.click(screen.getByRole('button', { name: '打电话给 中区 32 号' }))
  await waitFor(() => expect(phone.dialled).toEqual(['18850003570']))
  expect(JSON.stringify([...phone.storage])).not.toContain('18850003570')
  act(() => phone.network({ isConnected: false }))
  await screen.findByText('没有网络，打不了住户的电话')
  expect(screen.queryByRole('button', { name: '打电话给 中区 32 号' })).toBeNull()
  act(() => phone.network({ isConnected: true }))
})

test('all bags of one door go at once, or those that are ticked', async () => {
  stops = [{ ...FIRST, owedFen: 3300 }, { ...SAME_DOOR, owedFen: 3300 }, SECOND]
  await takeAlong()
  await scan(codeOf(FIRST))
  await screen.findByText('中区 32 号 · 共 2 袋')
  screen.getByText('应收 ¥66.00')
  phone.scanned = null
  fireEvent.click(screen.getByRole('switch', { name: /^同一家还有一袋/ }))
  screen.getByText('应收 ¥33.00')
  fireEvent.click(screen.getByRole('switch', { name: /^同一家还有一袋/ }))
  fireEvent.click(screen.getByText('现金'))
  fireEvent.click(screen.getByRole('button', { name: '2 袋已交付' }))
  await waitFor(() => expect(told.map(({ code }) => code)).toEqual([codeOf(FIRST), SAME_DOOR.shortCode]))
})

test('what is missing from a bag is told, to the gram', async () => {
  await takeAlong()
  await scan(codeOf(FIRST))
  fireEvent.click(await screen.findByRole('button', { name: '有问题' }))
  phone.scanned = null
  fireEvent.click(screen.getByRole('button', { name: /^少了东西/ }))
  for (let press = 0; press < 3; press += 1)
    fireEvent.click(screen.getByRole('button', { name: '大白菜 共 1.37斤加0.5斤' }))
  fireEvent.click(screen.getByRole('button', { name: '其余的已交付' }))
  await waitFor(() => expect(told.map(({ missing }) => missing)).toEqual([[{ itemId: CABBAGE.id, milli: 1370 }]]))
})

test('who is not at home is gone to after the others; what is not wanted goes back', async () => {
  await takeAlong()
  fireEvent.click(screen.getByRole('button', { name: /^中区 32 号/ }))
  fireEvent.click(screen.getByRole('button', { name: '没送成' }))
  fireEvent.click(screen.getByRole('button', { name: /^家里没人应/ }))
  await screen.findByText('2. 中区 32 号')
  fireEvent.click(screen.getByRole('button', { name: /^中区 33 号/ }))
  fireEvent.click(screen.getByRole('button', { name: '没送成' }))
  fireEvent.click(screen.getByRole('button', { name: /^住户不要/ }))
  await screen.findByText('没送成，带回点上的')
  await waitFor(() => expect(told.map(({ why }) => why)).toEqual(['absent', 'refused']))
})

test('a hand-over that was a mistake is undone where it was made', async () => {
  await takeAlong()
  await scan(codeOf(FIRST))
  fireEvent.click(await screen.findByRole('button', { name: '已交付' }))
  await screen.findByText('已送过')
  phone.scanned = null
  fireEvent.click(screen.getByRole('button', { name: '继续扫码' }))
  fireEvent.click(await screen.findByRole('button', { name: '撤销' }))
  await waitFor(() => expect(told.map(({ act }) => act)).toEqual(['handed-over', 'turned-away', 'undone']))
  fireEvent.click(screen.getByRole('button', { name: '关闭扫码' }))
  await screen.findByText('1. 中区 32 号')
})

test('the later of two hand-overs is told, and stays until it is read', async () => {
  answers = {
    'handed-over': { outcome: 'case', verdict: 'already-delivered', deliveredAt: NOW, deliveredByName: '小郑' },
  }
  await takeAlong()
  await scan(codeOf(FIRST))
  fireEvent.click(await screen.findByRole('button', { name: '已交付' }))
  await screen.findByText('已送过')
  phone.scanned = null
  fireEvent.click(screen.getByRole('button', { name: '继续扫码' }))
  fireEvent.click(screen.getByRole('button', { name: '关闭扫码' }))
  await screen.findByText('您送的记下了，但已送过，8:10 小郑送过。网格长会看，您不用再跑')
  fireEvent.click(screen.getByRole('button', { name: '知道了' }))
  expect(keptDeliveries.all()).toEqual([])
})

test('one row that cannot be taken holds back no other, and is not lost', async () => {
  badRow = codeOf({ ...FIRST, serial: 'ff00000001', gridCode: '5' })
  await takeAlong()
  down = true
  await scan(badRow)
  await screen.findByText('不是本网格')
  phone.scanned = codeOf(SECOND)
  fireEvent.click(screen.getByRole('button', { name: '继续扫码' }))
  fireEvent.click(await screen.findByRole('button', { name: '已交付' }))
  await waitFor(() => expect(keptDeliveries.all()).toHaveLength(2))
  down = false
  await act(sendDeliveries)
  expect(told.map(({ act }) => act)).toContain('handed-over')
  expect(keptDeliveries.all().map(({ row, refusal: said }) => [row.code, said === null])).toEqual([[badRow, false]])
})

test('a run on another phone is taken over only by saying so', async () => {
  held = true
  show(<RunPage />)
  fireEvent.click(await screen.findByRole('button', { name: '装到这部手机' }))
  fireEvent.click(await screen.findByRole('button', { name: '换到这部手机' }))
  await screen.findByText('1. 中区 32 号')
})

test('a phone that may hold the run no longer forgets it, and still tells what it did', async () => {
  await takeAlong()
  wipe = [RUN.id]
  await scan(codeOf(FIRST))
  fireEvent.click(await screen.findByRole('button', { name: '已交付' }))
  await screen.findByRole('button', { name: '装到这部手机' })
  expect(keptRuns.all()).toEqual([])
  expect([...phone.storage.keys()].filter((key) => key.includes('run:'))).toEqual([])
  expect(told).toHaveLength(1)
})

test('a run that another phone has taken over goes at the next visit', async () => {
  await takeAlong()
  holder = id(9999)
  show(<RunsEntry />)
  await act(() => queries.invalidateQueries())
  await waitFor(() => expect(keptRuns.all()).toEqual([]))
})

test('a run that is no longer mine goes at the next visit', async () => {
  await takeAlong()
  gone = true
  show(<RunsEntry />)
  await act(() => queries.invalidateQueries())
  await waitFor(() => expect(keptRuns.all()).toEqual([]))
})

test('a full phone says that the last one is only on the screen', async () => {
  await takeAlong()
  down = true
  phone.storageFull = true
  await scan(codeOf(FIRST))
  fireEvent.click(await screen.findByRole('button', { name: '已交付' }))
  await screen.findByText('已送过')
  phone.scanned = null
  fireEvent.click(screen.getByRole('button', { name: '继续扫码' }))
  fireEvent.click(screen.getByRole('button', { name: '关闭扫码' }))
  await screen.findByText('手机存满了，刚才的只在屏幕上')
  expect(keptDeliveries.all().length).toBeGreaterThan(0)
})

test('the entry leads to the only run, and is not there where nothing is to be carried', async () => {
  const first = show(<RunsEntry />)
  fireEvent.click(await screen.findByRole('button', { name: /^送菜/ }))
  expect(phone.opened).toEqual([`/supplies/run/run?id=${RUN.id}`])
  first.unmount()
  phone.params = {}
  show(<RunPage />)
  await screen.findByText(/送到 0 \/ 3 袋/)
})

test('money that is owed at the door is asked about, kept and told to the server', async () => {
  stops = [{ ...FIRST, owedFen: 3300 }, SECOND]
  const taken: object[] = []
  const before = phone.answer
  phone.answer = (request) => {
    if (!request.url.endsWith('/api/payments')) return before(request)
    const { payments } = JSON.parse(request.data ?? '{}') as { payments: { id: string }[] }
    taken.push(...payments)
    const stand = { dueFen: 3300, paidFen: 3300, openFen: 0, overpaidFen: 0 }
    return { status: 200, body: { verdicts: payments.map(({ id: one }) => ({ id: one, verdict: 'recorded', stand })) } }
  }
  await takeAlong()
  await scan(codeOf(FIRST))
  phone.scanned = null
  fireEvent.click(await screen.findByRole('button', { name: '已交付' }))
  expect(keptDeliveries.all()).toEqual([])
  fireEvent.click(screen.getByText('现金'))
  fireEvent.click(screen.getByRole('button', { name: '已交付' }))
  await waitFor(() => expect(taken).toMatchObject([{ orderId: FIRST.orderId, way: 'cash', takenFen: 3300 }]))
  expect(told).toMatchObject([{ act: 'handed-over' }])
})

test('who transfers scans the collector’s code from this phone, without a network too; cash needs none', async () => {
  payCode = 'wxp://f2f0someone'
  stops = [{ ...FIRST, owedFen: 3300 }, SECOND]
  await takeAlong()
  down = true
  await scan(codeOf(FIRST))
  phone.scanned = null
  fireEvent.click(await screen.findByText('现金'))
  expect(screen.queryByRole('img', { name: '收款码' })).toBeNull()
  fireEvent.click(screen.getByText('转账'))
  expect(screen.getByRole('img', { name: '收款码' })).toBeTruthy()
  expect(screen.getAllByText(/¥33.00/).length).toBeGreaterThan(0)
})

test('how far one is says what came back too', () => {
  const run = { bags: 3, delivered: 1, failed: 0 }
  expect(farWords([run, run])).toEqual({ words: '还有 4 袋', done: false })
  expect(farWords([{ bags: 3, delivered: 2, failed: 1 }])).toEqual({ words: '1 袋没送成', done: false })
  expect(farWords([{ bags: 3, delivered: 3, failed: 0 }])).toEqual({ words: '都送了', done: true })
})
