import { expect, test, type Browser, type Page } from '@playwright/test'
import { civilDay } from '@gezhong/shared/civil-day'
import { displayDoor } from '@gezhong/shared/people/door'
import type { Roll } from '@gezhong/shared/people/rolls/contract'
import type { SheetHousehold } from '@gezhong/shared/people/sampling/contract'
import { uuidv7 } from 'uuidv7'
import { DESK, enterAdmin, enterPhone, openWindow, PHONE, watchFaults } from '../people.ts'
import { askAs, expectAgreement, resultFile, samplesOf, type Asker, type Watch } from './round-numbers.ts'

const SUB_GRID = '2-1'
const TUBE_SIZE = 10
/** Printed on this day's tubes: a code that was used before would make the laboratory's file doubtful. */
const BATCH = `D${Date.now() % 1_000_000}`
const TITLE = `检测日 ${BATCH}`
/** So many households nobody samples before the calls begin. */
const LEFT = 6

const WORKER = '以网格员黄网格员的身份进入'
const LEAD = '以网格长陈网格长的身份进入'
const ELDER = '以居民施阿婆的身份进入'

/** A moment as its field takes it. */
const localAt = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16)

/** The secretary opens the round at the desk, for one sub-grid. */
async function openRound(desk: Page): Promise<string> {
  await enterAdmin(desk, '林书记')
  await desk.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '点名轮次' }).click()
  await desk.getByRole('button', { name: '开一轮' }).click()
  const dialog = desk.getByRole('dialog', { name: '开一轮' })
  // The dialogue moves while it opens: a press in that moment can miss.
  await expect(async () => {
    await dialog.getByText('检测', { exact: true }).click({ timeout: 2000 })
    await expect(dialog.getByRole('radio', { name: '检测' })).toBeChecked({ timeout: 1000 })
  }).toPass({ timeout: 20_000 })
  await dialog.getByLabel('名称').fill(TITLE)
  const grid = dialog.getByRole('combobox', { name: '网格' })
  await grid.fill(`${SUB_GRID}小网格`)
  await grid.press('Enter')
  await dialog.getByLabel('从什么时候').fill(localAt(Date.now() - 60_000))
  await dialog.getByRole('button', { name: '开始' }).click()
  await expect(desk).toHaveURL(/\/rounds\/[\da-f-]{36}$/)
  await expect(desk.getByText(`${SUB_GRID}小网格 · 核酸 · ${TUBE_SIZE} 混 1`)).toBeVisible()
  return new URL(desk.url()).pathname.split('/').pop()!
}

async function beginSampling(sampler: Page, tube: string): Promise<void> {
  await enterPhone(sampler, WORKER)
  await sampler.getByRole('button', { name: /^采样/ }).click()
  await sampler.getByRole('textbox', { name: '管号' }).fill(tube)
  await sampler.getByRole('button', { name: '开始用这管' }).click()
}

/** Everybody of a household who is missing goes into the tube. */
async function sampleByHand(sampler: Page, { door, missing }: SheetHousehold): Promise<void> {
  const box = sampler.getByRole('searchbox', { name: '找门牌' })
  await box.fill(/(\d+)号/.exec(door)![1]!)
  await sampler
    .getByRole('button', { name: new RegExp(`^${displayDoor(door)}`) })
    .first()
    .click()
  if (missing > 1) await sampler.getByRole('button', { name: `还差的 ${missing} 人都在` }).click()
  else await sampler.getByRole('switch', { name: '施阿婆' }).click()
  await sampler.getByRole('button', { name: `记下 ${missing} 人` }).click()
  await expect(box).toBeFocused()
}

/** The laboratory's file goes in at the desk; every row finds its tube by itself. */
async function importResults(desk: Page, codes: readonly string[]): Promise<void> {
  await desk.goto('/admin/results')
  await desk.getByRole('button', { name: '导入结果' }).click()
  await expect(desk).toHaveURL(/\/import\?kind=results$/)
  const file = { name: '核酸结果.csv', mimeType: 'text/csv', buffer: resultFile(codes) }
  await desk.getByLabel('选择要导入的文件').setInputFiles(file)
  await desk.getByRole('button', { name: `写入 ${codes.length} 行` }).click()
  const matches = desk.getByRole('region', { name: '对到人的情况' })
  await expect(matches).toContainText(`自动或经核对对上 ${codes.length} 行`)
  await expect(matches).toContainText('没找到人 0 行')
}

const callersDoor = (page: Page) => page.getByRole('heading', { level: 2 }).first()
const held = (page: Page) => page.getByText(/^由你锁定/)
const nobodyToCall = (page: Page) => page.getByText('现在没有要打的')

async function beginCalling(page: Page): Promise<void> {
  await page.goto('/#/home/today/today')
  await page.getByRole('button', { name: /^给没.的打电话$/ }).click()
  await expect(held(page)).toBeVisible()
}

type Answer = '马上来' | '别处做了' | '要上门' | '没人接'

async function log(page: Page, door: string, answer: Answer): Promise<void> {
  await page.getByRole('button', { name: answer, exact: true }).click()
  if (answer === '别处做了')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^记下 \d+ 人$/ })
      .click()
  await expect(page.getByText(`记下了 ${door} ${answer}`)).toBeVisible()
  await expect(held(page).or(nobodyToCall(page))).toBeVisible()
}

/** What each of the two is told, turn after turn. */
const TURNS: readonly (readonly [Answer, Answer])[] = [
  ['马上来', '别处做了'],
  ['要上门', '马上来'],
  ['别处做了', '没人接'],
]

/** Two work through the queue at once. Returns which door gave which answer. */
async function callEverybody(callers: readonly [Page, Page]): Promise<Map<string, Answer>> {
  const said = new Map<string, Answer>()
  for (const answers of TURNS) {
    const [one, two] = [await callersDoor(callers[0]).innerText(), await callersDoor(callers[1]).innerText()]
    expect(one).not.toBe(two)
    expect([said.has(one), said.has(two)]).toEqual([false, false])
    await Promise.all([log(callers[0], one, answers[0]), log(callers[1], two, answers[1])])
    said.set(one, answers[0]).set(two, answers[1])
  }
  await expect(nobodyToCall(callers[0])).toBeVisible()
  await expect(nobodyToCall(callers[1])).toBeVisible()
  return said
}

/** Whoever cannot walk is visited: the worker asks, the secretary agrees at the desk. */
async function excuse(worker: Asker, desk: Page, { householdId, door, people, missing }: SheetHousehold) {
  const day = civilDay(new Date())
  const term = { reason: 'bedridden', fromDay: day, untilDay: civilDay(new Date(Date.now() + 2 * 86_400_000)) }
  const named = people.filter(({ tested, excused }) => !tested && !excused)
  const asks = named.map(({ residentId }) => ({ residentId: residentId as string | null, people: 1 }))
  if (missing > named.length) asks.push({ residentId: null, people: missing - named.length })
  for (const ask of asks) await worker.send('/api/exemptions', { id: uuidv7(), householdId, ...ask, ...term })
  await desk.goto('/admin/exemptions?state=asked')
  const agree = desk
    .getByRole('row', { name: new RegExp(displayDoor(door)) })
    .getByRole('button', { name: '同意', exact: true })
  for (let left = asks.length; left > 0; left -= 1) {
    await expect(agree).toHaveCount(left)
    await agree.first().click()
  }
  await expect(agree).toHaveCount(0)
}

/** Rolls that others of these tests expect open are closed for the day, so that the queue holds this round alone. */
async function closeOthers(secretary: Asker): Promise<() => Promise<void>> {
  const { rolls } = await secretary.read<{ rolls: Roll[] }>('/api/rolls?state=open')
  const turn = async (state: 'open' | 'closed') => {
    for (const { id } of rolls) await secretary.send(`/api/rolls/${id}/state`, { state })
  }
  await turn('closed')
  return () => turn('open')
}

async function openWindows(browser: Browser) {
  const [desk, sampler, home, lead] = await Promise.all([
    openWindow(browser, DESK),
    openWindow(browser, PHONE),
    openWindow(browser, PHONE),
    openWindow(browser, PHONE),
  ])
  return { desk, sampler, home, lead }
}

test('a day of tests, from opening the round until nobody is missing, with the same numbers everywhere at each step', async ({
  browser,
  request,
}) => {
  test.setTimeout(300_000)
  const secretary = await askAs(request, 'secretary')
  const worker = await askAs(request, 'worker2')
  const reopenOthers = await closeOthers(secretary)
  const { desk, sampler, home, lead } = await openWindows(browser)
  const faults = [desk, sampler, home, lead].map(watchFaults)
  let roundId: string | null = null
  try {
    roundId = await openRound(desk)
    const id = roundId
    const { grids } = await secretary.read<{ grids: { id: string; code: string }[] }>('/api/grids')
    const gridId = grids.find(({ code }) => code === SUB_GRID)!.id
    const sheet = async () =>
      (await worker.read<{ households: SheetHousehold[] }>(`/api/rounds/${id}/sheet?grid=${gridId}`)).households
    const sendSamples = async (households: readonly SheetHousehold[], prefix: string) => {
      const batch = samplesOf(households, { gridId, size: TUBE_SIZE, prefix })
      await worker.send(`/api/rounds/${id}/samples`, batch)
      return batch.tubes.map(({ code }) => code)
    }
    await enterPhone(lead, LEAD)
    const roll = await lead.context().newPage()
    await roll.goto(`/#/people/roll/roll?roll=${id}&grid=${gridId}&state=missing`)
    const watch: Watch = { asker: secretary, roundId: id, gridId, desk, roll }
    const begin = await expectAgreement(watch, { tested: 0 })

    await beginSampling(sampler, `${BATCH}-hand`)
    await expect(sampler.getByText(`这片还差 ${begin.missing} 人`)).toBeVisible()
    const all = await sheet()
    const at = (plate: number) => all.find(({ door }) => door === `中区${plate}号`)!
    await sampleByHand(sampler, at(47))
    await sampleByHand(sampler, at(31))
    const online = at(47).missing + at(31).missing
    await expectAgreement(watch, { due: begin.due, tested: online, excused: begin.excused })
    await sampler.context().setOffline(true)
    await sampleByHand(sampler, at(41))
    await sampleByHand(sampler, at(32))
    const offline = at(41).missing + at(32).missing
    await expect(sampler.getByText(`没有网络：已存 ${offline} 人的采样`).last()).toBeVisible()
    await expectAgreement(watch, { tested: online })
    await sampler.context().setOffline(false)
    const byHand = await expectAgreement(watch, { due: begin.due, tested: online + offline, excused: begin.excused })
    expect(byHand.missing).toBe(begin.missing - online - offline)

    const rest = (await sheet()).filter(({ missing, due, excused }) => missing > 0 || (due === 0 && excused === 0))
    const left = rest.filter(({ missing }) => missing > 0).slice(-LEFT)
    const codes = await sendSamples(
      rest.filter((one) => !left.includes(one)),
      `${BATCH}-`,
    )
    const people = left.reduce((sum, { missing }) => sum + missing, 0)
    const most = await expectAgreement(watch, { missing: people, households: LEFT, excused: begin.excused })

    await enterPhone(home, ELDER)
    const card = home.locator('.card', { has: home.getByRole('heading', { name: TITLE }) })
    await expect(card.getByText(/^✓ 已采样/)).toBeVisible()
    const files = await desk.context().newPage()
    await importResults(files, [`${BATCH}-HAND`, ...codes])
    await home.getByRole('navigation', { name: '主菜单' }).getByText('我的').click()
    await home.getByRole('button', { name: /我的数据/ }).click()
    await expect(home.getByText('结果阴性：中区 47 号，施阿婆')).toBeVisible()
    await expectAgreement(watch, most)

    await Promise.all([sampler, lead].map(beginCalling))
    const said = await callEverybody([sampler, lead])
    const calledHomes = (answer: Answer) => left.filter(({ door }) => said.get(displayDoor(door)) === answer)
    const peopleOf = (answer: Answer) => calledHomes(answer).reduce((sum, { missing }) => sum + missing, 0)
    expect(said.size).toBe(LEFT)
    expect([...said.keys()].sort()).toEqual(left.map(({ door }) => displayDoor(door)).sort())
    const elsewhere = peopleOf('别处做了')
    await expectAgreement(watch, { due: most.due, tested: most.tested + elsewhere, households: LEFT - 2 })

    await sendSamples(calledHomes('马上来'), `${BATCH}-COME`)
    const came = elsewhere + peopleOf('马上来')
    await expectAgreement(watch, { due: most.due, tested: most.tested + came, households: LEFT - 4 })

    await excuse(worker, files, calledHomes('要上门')[0]!)
    const excused = most.excused + peopleOf('要上门')
    await expectAgreement(watch, { due: most.due, tested: most.tested + came, excused, households: 1 })

    const [last] = calledHomes('没人接')
    const lastDoor = displayDoor(last!.door)
    await lead.getByRole('button', { name: '列表' }).click()
    await lead.getByRole('radio', { name: /^过会儿打/ }).click()
    await lead.getByRole('button', { name: new RegExp(`^${lastDoor}`) }).click()
    await expect(held(lead)).toBeVisible()
    await log(lead, lastDoor, '马上来')
    await sendSamples([last!], `${BATCH}-LAST`)
    const end = { due: most.due, tested: most.tested + came + last!.missing, excused, missing: 0, households: 0 }
    await expectAgreement(watch, end)

    for (const page of [sampler, lead]) {
      await page.getByRole('button', { name: '再看看' }).click()
      await expect(page.getByText('一户都不差了')).toBeVisible({ timeout: 20_000 })
    }
    await expect(roll.getByText('一户都不差', { exact: true })).toBeVisible()
    await expect(desk.getByText('一人不漏')).toBeVisible()
    await desk.getByRole('button', { name: '结束', exact: true }).click()
    await expect(desk.getByText('已结束', { exact: true })).toBeVisible()
    await expectAgreement(watch, end)
    expect(faults.flat().filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  } finally {
    if (roundId !== null) await secretary.send(`/api/rolls/${roundId}/state`, { state: 'closed' })
    await reopenOthers()
    await Promise.all([desk, sampler, home, lead].map((page) => page.context().close()))
  }
})
