import { expect, test, type Page } from '@playwright/test'
import { enterAdmin, expectAccessible, expectNoSideways, watchFaults } from '../people.ts'

/** Opens a round for grid 7, ended again by the test. */
async function openRound(page: Page, title: string): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '点名轮次' }).click()
  await page.getByRole('button', { name: '开一轮' }).click()
  const dialog = page.getByRole('dialog', { name: '开一轮' })
  await dialog.getByText('检测', { exact: true }).click()
  await dialog.getByLabel('名称').fill(title)
  const grid = dialog.getByRole('combobox', { name: '网格' })
  await grid.fill('第7网格')
  await grid.press('Enter')
  await dialog.getByRole('button', { name: '开始' }).click()
  await expect(page).toHaveURL(/\/rounds\//)
}

async function endRound(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^结\s*束/ }).click()
  await expect(page.getByRole('status').getByText(/已结束$/)).toBeVisible()
}

test('who is missing beside the round before, who need not come, and the list on paper', async ({ page }) => {
  test.setTimeout(240_000)
  const faults = watchFaults(page)
  const mark = Date.now() % 100_000
  await page.setViewportSize({ width: 1366, height: 768 })
  await enterAdmin(page, '林书记')
  await openRound(page, `先前 ${mark}`)
  await endRound(page)
  await openRound(page, `现在 ${mark}`)
  const main = page.getByRole('main')
  const number = main.getByRole('link', { name: /^未检/ })
  await expect(number).toHaveText(/分在 [\d,]+ 户/)
  const households = /分在 ([\d,]+) 户/.exec(await number.innerText())![1]!
  await number.click()
  await expect(main.getByRole('button', { name: new RegExp(`^现在缺 .* · ${households} 户`) })).toBeVisible()
  await expect(main.getByRole('button', { name: /^一直缺 / })).toContainText(`${households} 户`)
  await main.getByRole('button', { name: /^新缺 0 人/ }).click()
  await expect(page).toHaveURL(/change=new/)
  await expect(main.getByText('没有符合的')).toBeVisible()
  await main.getByRole('button', { name: /^现在缺/ }).click()
  await expectNoSideways(page)
  await expectAccessible(page)

  await page.evaluate(() => {
    window.print = () => undefined
  })
  await main.getByRole('button', { name: '打印名单' }).click()
  const dialog = page.getByRole('dialog', { name: /^打印/ })
  await dialog.getByText('每个小网格一张').click()
  await dialog.getByRole('button', { name: /^打\s*印$/ }).click()
  const sheet = page.locator('.print-sheet')
  await expect(sheet).toContainText('含个人信息，用后销毁')
  await expect(sheet.getByText('电话', { exact: true })).toHaveCount(0)
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))

  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '不用检测' }).click()
  await main.getByRole('button', { name: '替人申请' }).click()
  const asking = page.getByRole('dialog', { name: '申请不用检测' })
  const home = asking.getByRole('combobox', { name: '哪一户' })
  await home.fill('西区1号')
  await page.getByTitle('西区 1 号').first().click()
  await asking.getByLabel('说明（可不填）').fill(`县医院 ${mark}`)
  await expectAccessible(page)
  await asking.getByRole('button', { name: /^记\s*下$/ }).click()
  const row = main.getByRole('row', { name: new RegExp(`县医院 ${mark}`) })
  await expect(row).toContainText('已同意')
  await row.getByRole('button', { name: '提前结束' }).click()
  await page.getByRole('button', { name: /^结\s*束$/ }).click()
  await expect(row).toContainText('提前结束')

  await page.goBack()
  await page.goto(`/admin/rolls`)
  await page.getByRole('row', { name: new RegExp(`现在 ${mark}`) }).click()
  await endRound(page)
  expect(faults).toEqual([])
})
