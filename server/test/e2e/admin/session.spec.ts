import { expect, test, type Page } from '@playwright/test'
import { DESK, enterAdmin, enterPhone, expectAccessible, expectNoSideways, openWindow, PHONE } from '../people.ts'

const HALF_AN_HOUR = 30 * 60_000

async function openSecurity(page: Page): Promise<void> {
  await page.getByRole('button', { name: /林书记/ }).click()
  await page.getByRole('menuitem', { name: '登录与安全' }).click()
  await expect(page.getByRole('heading', { name: '登录与安全' })).toBeVisible()
}

test('the session is in cookies that no script reads, lasts over a reload and ends at sign-out', async ({ page }) => {
  await enterAdmin(page, '林书记')
  const cookies = await page.context().cookies([page.url(), new URL('/api/session/refresh', page.url()).href])
  expect(cookies.map(({ name, httpOnly, sameSite }) => ({ name, httpOnly, sameSite }))).toEqual(
    expect.arrayContaining(
      ['gezhong_session', 'gezhong_refresh'].map((name) => ({ name, httpOnly: true, sameSite: 'Strict' })),
    ),
  )
  expect(
    await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage })),
  ).not.toMatch(/eyJ|gezhong_/)
  await page.reload()
  await expect(page.getByRole('heading', { name: '总览' })).toBeVisible()
  await page.getByRole('button', { name: /林书记/ }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()
})

test('a token that has run out is refreshed without anybody seeing it', async ({ page }) => {
  await enterAdmin(page, '林书记')
  await page.context().clearCookies({ name: 'gezhong_session' })
  const refreshed = page.waitForResponse('**/api/session/refresh')
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '审计' }).click()
  expect((await refreshed).status()).toBe(200)
  await expect(page.getByRole('main').getByRole('heading', { name: '审计' })).toBeVisible()
  await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`a page nobody touches is locked over what was typed, which is there again, ${colorScheme}`, async ({
    page,
  }) => {
    await page.clock.install()
    await page.emulateMedia({ colorScheme })
    await enterAdmin(page, '林书记')
    await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '队伍' }).click()
    const typed = page.getByPlaceholder('搜姓名或身份')
    await typed.fill('网格员')
    const locked = { displayName: '林书记', locked: true, locksInSeconds: 0, unlockBy: 'demo' }
    await page.route('**/api/session', (route) => route.fulfill({ json: locked }))
    await page.clock.fastForward(HALF_AN_HOUR + 60_000)
    const screen = page.getByRole('dialog', { name: '页面已锁上' })
    await expect(screen.getByRole('button', { name: '解锁' })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(screen).toBeVisible()
    await expectAccessible(page)
    await page.screenshot({ path: `screenshots/admin-locked-${colorScheme}.png` })
    await page.setViewportSize({ width: 390, height: 844 })
    await expectNoSideways(page)
    await page.screenshot({ path: `screenshots/admin-locked-${colorScheme}-390.png` })
    await screen.getByRole('button', { name: '解锁' }).click()
    await expect(screen).toBeHidden()
    await expect(typed).toHaveValue('网格员')
  })

test('somebody sees where they are signed in, and ends it elsewhere at once', async ({ browser }) => {
  const here = await openWindow(browser, DESK)
  const there = await openWindow(browser, DESK)
  await enterAdmin(there, '林书记')
  await enterAdmin(here, '林书记')
  await openSecurity(here)
  await expect(here.getByRole('row').filter({ hasText: '本机' })).toHaveCount(1)
  await expect(here.getByRole('button', { name: '退出', exact: true }).first()).toBeVisible()
  await expectAccessible(here)
  await here.screenshot({ path: 'screenshots/admin-security-light.png' })
  await here.emulateMedia({ colorScheme: 'dark' })
  await here.screenshot({ path: 'screenshots/admin-security-dark.png' })
  await here.getByRole('button', { name: '退出其他设备' }).click()
  await expect(there.getByText('登录已失效')).toBeVisible()
  await expect(here.getByRole('button', { name: '退出', exact: true })).toHaveCount(0)
})

test('on the phone too', async ({ browser }) => {
  const phone = await openWindow(browser, PHONE)
  const other = await openWindow(browser, PHONE)
  for (const window of [other, phone]) await enterPhone(window, '以居民许金东的身份进入')
  await phone.getByRole('navigation', { name: '主菜单' }).getByText('我的').click()
  await expect(phone.getByText('登录的设备')).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await phone.emulateMedia({ colorScheme })
    await phone.screenshot({ path: `screenshots/h5-devices-${colorScheme}.png`, fullPage: true })
  }
  await expectAccessible(phone)
  await phone.getByRole('button', { name: '退出其他设备' }).click()
  await phone.getByRole('button', { name: '退出其他设备' }).last().click()
  await expect(phone.getByRole('button', { name: '退出其他设备' })).toHaveCount(0)
  await other.reload()
  await expect(other.getByRole('navigation', { name: '主菜单' })).toBeHidden()
})
