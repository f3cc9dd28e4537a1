import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { civilDay } from '@gezhong/shared/civil-day'
import { displayDoor } from '@gezhong/shared/people/door'
import type { Grid } from '@gezhong/shared/grid/communities/contract'
import type { Order } from '@gezhong/shared/supplies/orders/contract'
import type { Settlement } from '@gezhong/shared/supplies/payments/contract'
import type { Run } from '@gezhong/shared/supplies/runs/contract'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import type { Voucher } from '@gezhong/shared/supplies/vouchers/contract'
import { uuidv7 } from 'uuidv7'
import { browserWithCamera, writeFakeCamera } from '../fake-camera.ts'
import { DESK, enterAdmin, enterPhone, expectAccessible, openWindow, PHONE, watchFaults } from '../people.ts'
import { askAs, type Asker } from './round-numbers.ts'

const HOUR = 3_600_000
const CABBAGE = { price: 150, offered: 40_000 }
const EGGS = { price: 2500, offered: 20_000 }
/** What the group writes; the household of the first door orders by itself. */
const OWN = '中区32号'
const CHAIN = [
  '中区31号 白菜3斤',
  '中区33号 白菜1斤 鸡蛋1板',
  '中区47号 白菜4斤',
  '中区30号 白菜2斤',
  '中区28号 鸡蛋1板',
]
const ORDERS = CHAIN.length + 1
/** Of ten 斤 and a half ordered. */
const ARRIVED = 8

const VOLUNTEER = '志愿者小郑'
const OTHER_VOLUNTEER = '志愿者小林'
const WORKER = '黄网格员'

interface Day {
  lead: Asker
  stallId: string
  gridId: string
}

const at = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString()

/** By the village's clock, as a field for a moment takes it. */
const local = (hours: number): string => new Date(Date.now() + (hours + 8) * HOUR).toISOString().slice(0, 16)
const dayAhead = (days: number): string => civilDay(new Date(Date.now() + days * 24 * HOUR))

/** By hand at the desk: a stall that sells for an hour, on a day that no other stall of the demo has. */
async function publishAtDesk(desk: Page, daysAhead: number): Promise<string> {
  await desk.goto('/admin/stalls/new')
  await desk.getByLabel('哪天送').fill(dayAhead(daysAhead))
  for (const [label, hours] of [
    ['几点截止', 1],
    ['几点开始送', 0],
    ['几点送完', 4],
  ] as const)
    await desk.getByLabel(label).fill(local(hours))
  const item = (number: number, field: string) => desk.getByLabel(`第${number}样${field}`, { exact: true })
  await item(1, '菜名').fill('大白菜')
  await item(1, '群里还叫').fill('白菜')
  await item(1, '几个起').fill('0.5')
  await item(1, '每户最多').fill('10')
  await item(1, '一共有').fill(String(CABBAGE.offered / 1000))
  await item(1, '单价（元）').fill(String(CABBAGE.price / 100))
  await item(1, '单价（元）').press('Enter')
  await item(2, '菜名').fill('鸡蛋')
  await item(2, '单位').fill('板')
  await item(2, '单位').press('Enter')
  await item(2, '几个起').fill('1')
  await item(2, '每户最多').fill('2')
  await item(2, '一共有').fill(String(EGGS.offered / 1000))
  await item(2, '单价（元）').fill(String(EGGS.price / 100))
  await desk.getByRole('button', { name: '保存' }).click()
  await expect(desk.getByRole('table', { name: '采购清单' })).toBeVisible()
  await move(desk, '开卖')
  await expect(desk.getByRole('button', { name: '提前截止' })).toBeVisible()
  return new URL(desk.url()).pathname.split('/').at(-1)!
}

/** By key: the small question still moves while it opens, and a pointer can miss it. */
async function move(desk: Page, button: '开卖' | '提前截止'): Promise<void> {
  await desk.getByRole('button', { name: button }).click()
  await desk.getByRole('tooltip').getByRole('button', { name: button }).press('Enter')
}

/** The same for another grid, without a page. */
async function publish(keeper: Asker, gridId: string, daysAhead: number): Promise<string> {
  const stallId = uuidv7()
  const sold = {
    unit: '斤',
    stepMilli: 500,
    limitMilli: 10_000,
    priceFen: CABBAGE.price,
    offeredMilli: CABBAGE.offered,
  }
  const eggs = { unit: '板', stepMilli: 1000, limitMilli: 2000, priceFen: EGGS.price, offeredMilli: EGGS.offered }
  await keeper.put(`/api/stalls/${stallId}`, {
    gridId,
    day: dayAhead(daysAhead),
    title: '爱心菜吧',
    cutOff: at(1),
    deliverFrom: at(0),
    deliverUntil: at(4),
    revision: 0,
    items: [
      { id: uuidv7(), name: '大白菜', aliases: ['白菜'], ...sold },
      { id: uuidv7(), name: '鸡蛋', aliases: [], ...eggs },
    ],
  })
  await keeper.send(`/api/stalls/${stallId}/state`, { to: 'open' })
  return stallId
}

async function orderByCart(browser: Browser, { stallId }: Day): Promise<void> {
  const home = await openWindow(browser, PHONE)
  await enterPhone(home, '以居民许阿治的身份进入')
  await home.goto(`/#/supplies/stall/stall?id=${stallId}`)
  for (let press = 0; press < 3; press += 1) await home.getByRole('button', { name: '大白菜加0.5斤' }).click()
  await home.getByRole('button', { name: '下单' }).click()
  await expect(home.getByText('已经订了')).toBeVisible()
  await home.context().close()
}

async function orderByChain(browser: Browser, { stallId, gridId }: Day): Promise<void> {
  const phone = await openWindow(browser, PHONE)
  await enterPhone(phone, `以网格员${WORKER}的身份进入`)
  await phone.goto(`/#/supplies/order-chain/order-chain?id=${stallId}&grid=${gridId}`)
  const text = ['#接龙 爱心菜吧', ...CHAIN.map((line, index) => `${index + 1}. ${line}`)].join('\n')
  await phone.getByRole('textbox', { name: '接龙原文' }).fill(text)
  await phone.getByRole('button', { name: `订上 ${CHAIN.length} 户` }).click()
  await expect(phone.getByText(`订上了 ${CHAIN.length} 户`)).toBeVisible()
  await phone.context().close()
}

const ordersOf = async ({ lead, stallId }: Day): Promise<Order[]> =>
  (await lead.read<{ rows: Order[] }>(`/api/stalls/${stallId}/orders?state=placed&size=100`)).rows

const voucherOf = async (keeper: Asker, { id }: Order): Promise<Voucher> =>
  (await keeper.read<{ voucher: Voucher }>(`/api/orders/${id}/voucher`)).voucher

/** Too little has come: people in care get theirs, the others share what is left. */
async function runShort(desk: Page, { stallId }: Day): Promise<void> {
  await desk.goto(`/admin/stalls/${stallId}?view=shortage`)
  await desk.getByLabel('大白菜到货多少').fill(String(ARRIVED))
  await desk.getByRole('button', { name: '看看怎么分' }).click()
  await expect(desk.getByRole('table', { name: '少给的' })).toBeVisible()
  await desk.getByRole('button', { name: '就这样分' }).click()
  await expect(desk.getByRole('button', { name: '撤回分菜' })).toBeVisible()
}

/** Each label is scanned, as a scanner at the desk types it, and its bag ticked off. */
async function pack(desk: Page, day: Day, orders: readonly Order[]): Promise<void> {
  await desk.goto(`/admin/stalls/${day.stallId}?view=bags`)
  const box = desk.getByLabel('扫标签，或打8个数字')
  for (const order of orders) {
    await box.fill((await voucherOf(day.lead, order)).shortCode)
    await box.press('Enter')
    const bag = desk.getByRole('dialog', { name: displayDoor(order.door) })
    await expect(bag).toBeVisible()
    for (const line of await bag.getByRole('checkbox').all()) await line.press('Space')
    await bag.getByRole('button', { name: '装好了' }).press('Enter')
    await expect(bag).toBeHidden()
  }
  await expect(desk.getByRole('button', { name: '装袋', exact: true })).toHaveCount(0)
}

/** The doors that are named go with this carrier, the others stay. */
async function plan(desk: Page, { stallId }: Day, carrier: string, doors: readonly string[] | null): Promise<void> {
  await desk.goto(`/admin/stalls/${stallId}/plan`)
  const way = desk.getByRole('list', { name: '送的顺序' }).getByRole('listitem')
  await expect(way.first()).toBeVisible()
  if (doors !== null) {
    const drop = (await ordersNamed(way)).filter((door) => !doors.includes(door))
    for (const door of drop) await desk.getByRole('button', { name: `${door} 这一趟不送` }).click()
    await expect(way).toHaveCount(doors.length)
  }
  await desk.getByRole('combobox', { name: '谁送' }).fill(carrier)
  await desk.getByRole('combobox', { name: '谁送' }).press('Enter')
  await desk.getByRole('button', { name: '派出去' }).click()
  await expect(desk).toHaveURL(/view=runs/)
  await expect(desk.getByRole('table', { name: '送菜' })).toContainText(carrier)
}

const ordersNamed = (way: ReturnType<Page['getByRole']>): Promise<string[]> => way.locator('b').allTextContents()

async function takeAlong(phone: Page): Promise<void> {
  await phone.getByRole('button', { name: /^送菜/ }).first().click()
  await phone.getByRole('button', { name: '装到这部手机' }).click()
  await expect(phone.getByRole('button', { name: '扫码交付' })).toBeVisible()
}

async function handOver(phone: Page): Promise<void> {
  const cash = phone.getByText('现金', { exact: true })
  if (await cash.isVisible()) await cash.click()
  await phone.getByRole('button', { name: '已交付' }).click()
}

/** With a network and a camera, before which vouchers come and go: the own ones, one twice, and one of another grid. */
async function deliverByCamera(browser: Browser, doors: number): Promise<Set<string>> {
  const phone = await openWindow(browser, { ...PHONE, baseURL: `http://127.0.0.1:${process.env['PORT']}` })
  await enterPhone(phone, new RegExp(VOLUNTEER))
  await takeAlong(phone)
  await phone.getByRole('button', { name: '扫码交付' }).click()
  const told = new Set<string>()
  let delivered = 0
  const word = phone.getByText(/^(可以交付|已送过|不是本网格)$/)
  for (let count = 0; count < 60 && (delivered < doors || told.size < 2); count += 1) {
    await expect(word).toBeVisible({ timeout: 20_000 })
    const text = (await word.textContent())!
    if (text === '可以交付') {
      await handOver(phone)
      delivered += 1
    } else {
      told.add(text)
      await phone.getByRole('button', { name: '继续扫码' }).click()
    }
    await expect(word).toBeHidden()
  }
  expect(delivered).toBe(doors)
  await phone.getByRole('button', { name: '关闭扫码' }).click()
  await expect(phone.getByText(`送到 ${doors} / ${doors} 袋`)).toBeVisible()
  await phone.context().close()
  return told
}

/** Without a network, by the eight digits; told when there is one again. */
async function deliverOffline(browser: Browser, codes: readonly string[]): Promise<void> {
  const phone = await openWindow(browser, PHONE)
  await enterPhone(phone, new RegExp(OTHER_VOLUNTEER))
  await takeAlong(phone)
  await phone.waitForTimeout(2000)
  await phone.context().setOffline(true)
  await phone.getByRole('button', { name: '扫码交付' }).click()
  for (const code of codes) {
    await phone.getByRole('searchbox', { name: '码下面的 8 位数字' }).fill(code)
    await phone.getByRole('button', { name: '查' }).click()
    await expect(phone.getByText('可以交付')).toBeVisible()
    await handOver(phone)
    await expect(phone.getByText('可以交付')).toBeHidden()
  }
  await phone.getByRole('button', { name: '关闭扫码' }).click()
  await expect(phone.getByText(`送到 ${codes.length} / ${codes.length} 袋`)).toBeVisible()
  await phone.context().setOffline(false)
  await phone.reload()
  // Opened again, the phone still knows what it did, and tells it.
  await expect(phone.getByText(`送到 ${codes.length} / ${codes.length} 袋`)).toBeVisible()
}

/** The command post sees the day of all grids, with who is on the way. */
async function openBoard(browser: Browser): Promise<Page> {
  const board = await openWindow(browser, DESK)
  await enterAdmin(board, '林书记')
  await board.goto(`/admin/supply-board?day=${dayAhead(5)}`)
  await expect(board.getByRole('table', { name: '送菜的人' })).toContainText(VOLUNTEER)
  await expect(board.getByRole('img', { name: '送菜地图' })).toBeVisible()
  return board
}

async function readBoard(board: Page): Promise<void> {
  for (const [view, table] of [
    ['进度', '这一天的菜吧'],
    ['采购', '这一天要买的'],
    ['没送到', '没送到的'],
    ['扫码和要过目', '扫码记录'],
  ] as const) {
    await board.getByRole('button', { name: view, exact: true }).click()
    await expect(board.getByRole('table', { name: table })).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      await board.emulateMedia({ colorScheme })
      // Colours fade into each other.
      await board.waitForTimeout(800)
      await expectAccessible(board)
      await board.screenshot({ path: `screenshots/admin-supply-board-${table}-${colorScheme}.png` })
    }
  }
  await board.getByRole('button', { name: '导出这一天' }).click()
  const dialog = board.getByRole('dialog')
  await dialog.getByRole('button', { name: '上报上级' }).click()
  const waiting = board.waitForEvent('download')
  await dialog.getByRole('button', { name: '导出', exact: true }).click()
  expect((await waiting).suggestedFilename()).toMatch(/^送菜-.*\.xlsx$/)
}

/** What each collector holds is counted by the lead. */
async function settle(desk: Page, { stallId }: Day): Promise<void> {
  await desk.goto(`/admin/stalls/${stallId}?view=money`)
  for (const collector of [VOLUNTEER, OTHER_VOLUNTEER]) {
    const row = desk.getByRole('table', { name: '收款人' }).getByRole('row').filter({ hasText: collector })
    await row.getByRole('button', { name: '点清' }).click()
    await desk.getByRole('button', { name: '点清了' }).click()
    await expect(row.getByRole('button', { name: '点清' })).toBeHidden()
  }
}

test('a day from the stall to the door: ordered, short, packed, carried, told apart and settled to the fen', async ({
  browser,
  request,
}) => {
  test.setTimeout(420_000)
  const [lead, secretary] = [await askAs(request, 'lead2'), await askAs(request, 'secretary')]
  const { grids } = await secretary.read<{ grids: Grid[] }>('/api/grids')
  const gridId = grids.find(({ code }) => code === '2')!.id
  const desk = await openWindow(browser, DESK)
  const faults = watchFaults(desk)
  await enterAdmin(desk, '陈网格长')
  const day: Day = { lead, gridId, stallId: await publishAtDesk(desk, 5) }
  await orderByCart(browser, day)
  await orderByChain(browser, day)
  await move(desk, '提前截止')
  await expect(desk.getByRole('button', { name: '重新开卖' })).toBeVisible()
  const ordered = await ordersOf(day)
  expect(ordered).toHaveLength(ORDERS)

  const other = grids.find(({ code }) => code === '5')!
  const elsewhereId = await publish(secretary, other.id, 5)
  const { rows: homes } = await secretary.read<{ rows: { id: string }[] }>(`/api/households?grid=${other.id}&size=1`)
  const elsewhere = await secretary.read<StallWithItems>(`/api/stalls/${elsewhereId}`)
  const foreign = { id: uuidv7(), stallId: elsewhereId, householdId: homes[0]!.id, revision: 0 }
  const lines = [{ itemId: elsewhere.items[0]!.id, milli: 1000, priceFen: CABBAGE.price }]
  await secretary.send('/api/orders', { ...foreign, lines })
  await secretary.send(`/api/stalls/${elsewhereId}/state`, { to: 'closed' })
  const { voucher: crossing } = await secretary.read<{ voucher: Voucher }>(`/api/orders/${foreign.id}/voucher`)

  await runShort(desk, day)
  const shared = await ordersOf(day)
  const cabbage = shared.flatMap(({ lines: all }) => all.filter(({ name }) => name === '大白菜'))
  expect(cabbage.reduce((sum, { givenMilli, milli }) => sum + (givenMilli ?? milli), 0)).toBeLessThanOrEqual(
    ARRIVED * 1000,
  )
  // People in care come first.
  expect(shared.find(({ priority }) => priority)?.lines[0]).toMatchObject({ milli: 4000 })
  await pack(desk, day, shared)

  const [first, second] = [shared.slice(0, 3), shared.slice(3)]
  await plan(
    desk,
    day,
    VOLUNTEER,
    first.map(({ door }) => displayDoor(door)),
  )
  await plan(desk, day, OTHER_VOLUNTEER, null)

  const vouchers = await Promise.all(first.map((order) => voucherOf(lead, order)))
  const folder = join('.gezhong', 'films')
  await mkdir(folder, { recursive: true })
  const film = join(folder, 'day.y4m')
  await writeFakeCamera(
    film,
    [...vouchers, crossing].map(({ digits }) => [digits, 3] as const),
  )
  const camera = await browserWithCamera({ film })
  const board = await openBoard(browser)
  const told = await deliverByCamera(camera, first.length)
  await camera.close()
  // Told as it happens, to a page that nobody touches.
  await expect(board.getByRole('button', { name: /^送到/ })).toContainText(`${first.length} / ${ORDERS + 1} 袋`)
  await expect(board.getByRole('button', { name: /^要过目/ })).toContainText('窜格 1 次')
  expect([...told].toSorted()).toEqual(['不是本网格', '已送过'].toSorted())
  const codes = await Promise.all(second.map(async (order) => (await voucherOf(lead, order)).shortCode))
  await deliverOffline(browser, codes)
  const runs = async () => (await lead.read<{ runs: Run[] }>(`/api/stalls/${day.stallId}/runs`)).runs
  await expect
    .poll(async () => (await runs()).reduce((sum, { delivered }) => sum + delivered, 0), { timeout: 30_000 })
    .toBe(ORDERS)

  await expect(board.getByRole('button', { name: /^送到/ })).toContainText(`${ORDERS} / ${ORDERS + 1} 袋`)
  await readBoard(board)
  await desk.goto(`/admin/stalls/${day.stallId}?view=runs`)
  await desk.getByRole('button', { name: '窜格' }).click()
  await expect(desk.getByRole('table', { name: '扫码记录' })).toContainText(VOLUNTEER)
  const settlement = () => lead.read<Settlement>(`/api/stalls/${day.stallId}/settlement`)
  await expect.poll(async () => (await settlement()).openFen, { timeout: 30_000 }).toBe(0)
  await settle(desk, day)
  const { dueFen, paidFen, openFen, overpaidFen, collectors } = await settlement()
  expect(dueFen).toBe((await ordersOf(day)).reduce((sum, { amountFen }) => sum + amountFen, 0))
  expect({ paidFen, openFen, overpaidFen }).toEqual({ paidFen: dueFen, openFen: 0, overpaidFen: 0 })
  expect(collectors.map(({ heldFen }) => heldFen)).toEqual([0, 0])
  const { items } = await lead.read<StallWithItems>(`/api/stalls/${day.stallId}`)
  for (const { name, orderedMilli, leftMilli, offeredMilli } of items)
    expect(`${name} ${orderedMilli + leftMilli!}`).toBe(`${name} ${offeredMilli}`)
  expect(ordered.some(({ door }) => displayDoor(door) === displayDoor(OWN))).toBe(true)
  expect(faults).toEqual([])
})
