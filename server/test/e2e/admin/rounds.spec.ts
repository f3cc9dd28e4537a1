import { expect, test, type Page } from '@playwright/test'
import { enterAdmin, expectAccessible, expectNoSideways, watchFaults } from '../people.ts'

const DAY = 86_400_000

/** A moment as its field takes it. */
function localAt(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16)
}

const dialogOf = (page: Page, name: string) => page.getByRole('dialog', { name })

/** Opens a round for grid 7 with one site; what the server finds wrong stands at its field first. */
async function openRound(page: Page, title: string): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '点名轮次' }).click()
  await page.getByRole('button', { name: '开一轮' }).click()
  const dialog = dialogOf(page, '开一轮')
  await dialog.getByText('检测', { exact: true }).click()
  await dialog.getByLabel('名称').fill(title)
  await dialog.getByText('20 混 1').click()
  const grid = dialog.getByRole('combobox', { name: '网格' })
  await grid.fill('第7网格')
  await grid.press('Enter')
  await dialog.getByRole('button', { name: '加一个采样点' }).click()
  await dialog.getByLabel('采样点1的地方').fill('祠堂门口')
  await dialog.getByLabel('到什么时候').fill(localAt(Date.now() - DAY))
  await dialog.getByRole('button', { name: '开始' }).click()
  await expect(dialog.getByRole('alert').first()).toHaveText(/结束要晚于开始/)
  await expectAccessible(page)
  await dialog.getByLabel('到什么时候').fill(localAt(Date.now() + DAY))
  await dialog.getByRole('button', { name: '开始' }).click()
  await expect(page).toHaveURL(/\/rounds\//)
}

async function people(page: Page, word: string): Promise<number> {
  const text = await page.getByRole('link', { name: new RegExp(`^${word} ?[\\d,]+ 人`) }).innerText()
  return Number(/([\d,]+)\s*人/.exec(text)![1]!.replaceAll(',', ''))
}

test('a round of tests is opened, adds up, is extended past a change of somebody else, and ended', async ({ page }) => {
  test.setTimeout(240_000)
  const faults = watchFaults(page)
  const title = `核酸 ${Date.now() % 100_000}`
  await page.setViewportSize({ width: 1366, height: 768 })
  await enterAdmin(page, '林书记')
  await openRound(page, title)
  const main = page.getByRole('main')
  await expect(main.getByRole('heading', { name: title })).toBeVisible()
  await expect(main.getByText('第7网格 · 核酸 · 20 混 1')).toBeVisible()
  await expect(main.getByText('祠堂门口')).toBeVisible()
  await expect.poll(() => people(page, '应检')).toBeGreaterThan(0)
  const [due, tested, excused, missing] = await Promise.all(
    ['应检', '已检', '不用检', '还差'].map((word) => people(page, word)),
  )
  expect(due).toBe(tested! + excused! + missing!)
  const row = main.getByRole('row', { name: /第7网格/ })
  await expect(row.getByRole('link').last()).toHaveText(missing!.toLocaleString())
  await placeWhatWaits(page)
  await expect(main.getByRole('row', { name: /第1网格/ })).toHaveCount(0)
  await lookWell(page)

  const path = new URL(page.url()).pathname.replace('/admin/', '/api/')
  await main.getByRole('button', { name: '改时间和采样点' }).click()
  const dialog = dialogOf(page, '改时间和采样点')
  await dialog.getByLabel('到什么时候').fill(localAt(Date.now() + 2 * DAY))
  await changeElsewhere(page, path)
  await dialog.getByRole('button', { name: '保存' }).click()
  await expect(dialog.getByRole('alert')).toHaveText(/别人刚改过.*0 个采样点/)
  await dialog.getByRole('button', { name: '还是按我的存' }).click()
  await expect(dialog).toBeHidden()
  await expect(main.getByText('祠堂门口')).toBeVisible()
  const saved = await (await page.request.get(path)).json()
  expect(saved.endsAt.slice(0, 10)).toBe(new Date(Date.now() + 2 * DAY).toISOString().slice(0, 10))

  await main.getByRole('button', { name: '结束', exact: true }).click()
  await expect(main.getByText('已结束')).toBeVisible()
  await page.getByRole('button', { name: '撤销' }).click()
  await main.getByRole('button', { name: '结束', exact: true }).click()
  await expect(main.getByRole('button', { name: '继续' })).toBeVisible()
  await row.getByRole('link').last().click()
  await expect(main.getByRole('status').filter({ hasText: '户，还差' })).toContainText(/户，还差 [\d,]+ 人/)
  await main.getByRole('link', { name: '电话名单，可打印' }).click()
  await expect(page).toHaveURL(/\/rolls\/[^?]+\?state=missing&grid=/)
  await expect(main.getByRole('link', { name: '回这一轮检测' })).toBeVisible()
  await lookAtBoard(page, title)
  expect(faults.filter((fault) => !/ (400|409) /.test(fault))).toEqual([])
})

/** Sends a tube with a swab that belongs to no household; it is called an outsider’s, that is undone, and it is placed. */
async function placeWhatWaits(page: Page): Promise<void> {
  const main = page.getByRole('main')
  await sendUnknown(page)
  await page.reload()
  await main.getByRole('button', { name: '没归到户 2' }).click()
  await main.getByRole('button', { name: '算外来的' }).click()
  await expect(main.getByRole('button', { name: '外来 2' })).toBeVisible()
  await page.getByRole('button', { name: '撤销' }).click()
  await main.getByRole('button', { name: '找住户…' }).click()
  const dialog = dialogOf(page, '这 2 人是谁家的')
  await dialog.getByRole('textbox', { name: '搜门牌或电话' }).fill(await aDoor(page))
  await dialog.getByRole('radio').first().click()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: '归到这户' }).click()
  await expect(main.getByText('都归到户了')).toBeVisible()
  await expect.poll(() => people(page, '已检')).toBeGreaterThan(0)
  await main.getByRole('button', { name: '样本管' }).click()
  await main.getByRole('row', { name: /E2E1001/ }).click()
  await expect(page.getByRole('dialog', { name: /E2E1001/ }).getByRole('listitem')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await main.getByRole('button', { name: '各网格' }).click()
}

/** Of grid 7. */
const aDoor = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const { grids } = await (await fetch('/api/grids')).json()
    const grid = grids.find(({ code }: { code: string }) => code === '7').id
    const { rows } = await (await fetch(`/api/households?size=1&grid=${grid}`)).json()
    return rows[0].door
  })

/** As a sampler’s phone sends it. */
async function sendUnknown(page: Page): Promise<void> {
  const status = await page.evaluate(async () => {
    const id = () => crypto.randomUUID()
    const { grids } = await (await fetch('/api/grids')).json()
    const gridId = grids.find(({ code }: { code: string }) => code === '7').id
    const at = new Date().toISOString()
    const tube = { id: id(), gridId, code: 'E2E1001', openedAt: at }
    const taken = {
      id: id(),
      tubeId: tube.id,
      householdId: id(),
      residentId: null,
      outsider: null,
      people: 2,
      takenAt: at,
    }
    const reply = await fetch(`/api/rounds/${location.pathname.split('/').pop()}/samples`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-gezhong-page': 'admin', 'idempotency-key': id() },
      body: JSON.stringify({ sentAt: at, tubes: [tube], samples: [taken], undone: [] }),
    })
    return reply.status
  })
  expect(status).toBe(200)
}

/** All rounds, and the grids over the rounds. */
async function lookAtBoard(page: Page, title: string): Promise<void> {
  const main = page.getByRole('main')
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '检测', exact: true }).click()
  await expect(main.getByRole('row', { name: new RegExp(title) })).toContainText('已结束')
  await expectAccessible(page)
  await main.getByRole('button', { name: '各网格历次' }).click()
  await main.getByRole('button', { name: '网格', exact: true }).click()
  const cell = main.getByRole('link', { name: new RegExp(`^第7网格，${title}：完成 \\d+%`) })
  await expect(cell).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.waitForTimeout(500)
    await expectAccessible(page)
  }
  await expectNoSideways(page)
  const left = Number(/差 ([\d,]+)/.exec(await cell.innerText())![1]!.replaceAll(',', ''))
  await cell.click()
  await expect(page).toHaveURL(/\/rounds\/[^?]+\?tab=people&mark=missing&grid=/)
  await expect(main.getByRole('status').filter({ hasText: '户，还差' })).toContainText(
    `还差 ${left.toLocaleString()} 人`,
  )
}

/** The views of the page, in the light and in the dark, and on a phone. */
async function lookWell(page: Page): Promise<void> {
  for (const view of ['样本管', '分时进度', '名单', '没归到户', '外来', '采样员', '各网格']) {
    await page
      .getByRole('main')
      .getByRole('button', { name: new RegExp(`^${view}( \\d+)?$`) })
      .click()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.waitForTimeout(500)
      await expectAccessible(page)
      await page.screenshot({ path: `screenshots/admin-round-${view}-${colorScheme}.png` })
    }
    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSideways(page)
    await page.setViewportSize({ width: 1366, height: 768 })
    await expectNoSideways(page)
  }
}

/** Another window takes the sites away. */
async function changeElsewhere(page: Page, path: string): Promise<void> {
  const status = await page.evaluate(async (url) => {
    const { startsAt, endsAt, revision } = await (await fetch(url)).json()
    const reply = await fetch(url, {
      method: 'PATCH',
      headers: {
        'content-type': 'application/json',
        'x-gezhong-page': 'admin',
        'idempotency-key': crypto.randomUUID(),
      },
      body: JSON.stringify({ startsAt, endsAt, revision, sites: [], repeat: null }),
    })
    return reply.status
  }, path)
  expect(status).toBe(200)
}
