import { expect, test } from '@playwright/test'
import { displayDoor } from '@gezhong/shared/people/door'
import { askAs } from '../both/round-numbers.ts'
import { enterPhone, openWindow, PHONE, watchFaults } from '../people.ts'

interface Sums {
  id: string
  gridId: string
  orders: number
  amountFen: number
}
interface Listed {
  rows: { id: string; householdId: string; revision: number; amountFen: number; lines: { milli: number }[] }[]
  total: number
  amountFen: number
}
interface Home {
  id: string
  door: string
}

test('a household orders from the menu, its worker pastes the group’s chain, and the numbers agree', async ({
  browser,
  request,
}) => {
  test.setTimeout(120_000)
  const [worker, resident] = [await askAs(request, 'worker2'), await askAs(request, 'resident2')]
  const { rows } = await worker.read<{ rows: Sums[] }>('/api/stalls?state=open')
  const stall = rows[0]!
  const sums = () => worker.read<Sums>(`/api/stalls/${stall.id}`)
  const list = () => worker.read<Listed>(`/api/stalls/${stall.id}/orders?state=placed&size=500`)
  const mine = await resident.read<{ households: { household: Home }[] }>('/api/my/households')
  const own = mine.households[0]!.household
  const held = (await list()).rows.find(({ householdId }) => householdId === own.id)
  if (held !== undefined) await resident.send(`/api/orders/${held.id}/cancel`, { revision: held.revision })
  const before = await sums()

  const home = await openWindow(browser, PHONE)
  const faults = watchFaults(home)
  await enterPhone(home, '以居民许阿治的身份进入')
  await home.goto(`/#/supplies/stall/stall?id=${stall.id}`)
  await home.getByRole('button', { name: '大白菜加0.5斤' }).click()
  await home.getByRole('button', { name: '大白菜加0.5斤' }).click()
  await home.getByRole('button', { name: '下单' }).click()
  await expect(home.getByText('已经订了')).toBeVisible()
  expect(await sums()).toMatchObject({ orders: before.orders + 1, amountFen: before.amountFen + 150 })

  const ordered = new Set((await list()).rows.map(({ householdId }) => householdId))
  const ledger = await worker.read<{ rows: Home[] }>(`/api/households?grid=${stall.gridId}&size=500`)
  const [first, second] = ledger.rows.filter(({ id, door }) => !ordered.has(id) && /^中区\d+号$/.test(door))
  const chain = [
    '#接龙 爱心菜吧',
    `1. ${first!.door} 白菜2斤 土豆1斤`,
    `2. ${second!.door} 鸡蛋1板`,
    `3. ${own.door} 土豆2斤`,
    '4. 中区9999号 白菜1斤',
  ].join('\n')
  const desk = await openWindow(browser, PHONE)
  faults.push(...watchFaults(desk))
  await enterPhone(desk, '以网格员黄网格员的身份进入')
  await desk.goto('/#/supplies/stalls/stalls')
  await desk.getByRole('button', { name: /^粘贴接龙/ }).click()
  await desk.getByRole('textbox', { name: '接龙原文' }).fill(chain)
  await expect(desk.getByText('查无此门牌')).toBeVisible()
  expect((await sums()).orders, 'looking at a chain orders nothing').toBe(before.orders + 1)
  await desk.getByRole('tab', { name: /要核对/ }).click()
  await desk.getByRole('button', { name: `${displayDoor(own.door)} 网上的算` }).click()
  await desk.getByRole('button', { name: /^不算数/ }).click()
  await desk.getByRole('button', { name: '订上 2 户' }).click()
  await expect(desk.getByText('订上了 2 户')).toBeVisible()

  const [after, listed] = [await sums(), await list()]
  const added = 150 + 2 * 150 + 200 + 2500
  expect(after).toMatchObject({ orders: before.orders + 3, amountFen: before.amountFen + added })
  expect(listed).toMatchObject({ total: after.orders, amountFen: after.amountFen })
  expect(listed.rows.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(after.amountFen)
  await desk.getByRole('button', { name: '看订单' }).click()
  await expect(desk.getByText(`${after.orders} 户`, { exact: true })).toBeVisible()
  expect(faults).toEqual([])
})
