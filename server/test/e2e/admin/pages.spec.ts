import { expect, test } from '@playwright/test'
import { enterAdmin, expectAccessible, expectNoSideways, watchFaults } from '../people.ts'

test('the documentation of the API opens without a fault, under a policy that allows nothing from outside', async ({
  page,
}) => {
  const faults = watchFaults(page)
  const reply = await page.goto('/docs')
  expect(reply?.headers()['content-security-policy']).not.toMatch(/unsafe|https?:/)
  await page.locator('.opblock-summary').first().click()
  await expect(page.locator('.opblock-body').first()).toBeVisible()
  expect(faults).toEqual([])
})

const PAGES = [
  '总览',
  '网格与楼栋',
  '队伍',
  '证件',
  '台账',
  '改动记录',
  '导入',
  '点名轮次',
  '电话追踪',
  '不用检测',
  '检测',
  '粘贴接龙',
  '接龙核对',
  '检测结果',
  '菜吧',
  '送菜看板',
  '告知与同意',
  '审计',
]

/** Views of these pages that have an address and no line in the menu. */
const VIEWS = [
  ['/rounds?view=matrix', '检测'],
  ['/follow-ups?view=team', '电话追踪'],
  ['/exemptions?new=1', '不用检测'],
  ['/results?view=waiting', '检测结果'],
  ['/results?view=unknown', '检测结果'],
  ['/results?view=decided', '检测结果'],
  ['/stalls/new', '开一个菜吧'],
  ['/stalls?day=2022-04-03', '菜吧'],
  ['/supply-board?view=purchases', '送菜看板'],
  ['/supply-board?view=undelivered', '送菜看板'],
  ['/supply-board?day=2022-04-03', '送菜看板'],
] as const

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every admin page opens without a fault and is accessible, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(300_000)
    const faults = watchFaults(page)
    await page.emulateMedia({ colorScheme })
    await page.goto('/admin/')
    await expect(page.getByRole('button', { name: '登录' })).toBeVisible()
    await expectAccessible(page)
    await enterAdmin(page, '林书记')
    for (const name of PAGES) {
      await page
        .getByRole('navigation', { name: '主菜单' })
        .getByRole('link', { name: new RegExp(`^${name}( ?\\d|$)`) })
        .click()
      await expect(page.getByRole('main').getByRole('heading', { name }).first()).toBeVisible()
      await page.waitForTimeout(800)
      await expectAccessible(page)
      await expectNoSideways(page)
      await page.screenshot({ path: `screenshots/admin-${name}-${colorScheme}.png` })
    }
    for (const [path, name] of VIEWS) {
      await page.goto(`/admin${path}`)
      await expect(page.getByRole('heading', { name }).first()).toBeVisible()
      await page.waitForTimeout(800)
      await expectAccessible(page)
      await expectNoSideways(page)
    }
    expect(faults).toEqual([])
  })
}

test('a page that is printed says when, on its first print too', async ({ page }) => {
  await enterAdmin(page, '陈网格长')
  const stamp = page.getByText('打印于')
  await expect(stamp).toHaveCount(1)
  // Read in the same turn: the browser takes its picture of the page as soon as the event is over.
  const printed = await stamp.evaluate((element) => {
    window.dispatchEvent(new Event('beforeprint'))
    return element.textContent
  })
  expect(printed).toMatch(/^打印于 \d{4}\/\d/)
})
