import { expect, test, type Page } from '@playwright/test'
import { DESK, enterAdmin, enterPhone, openWindow, PHONE } from '../people.ts'

/** All that the browser holds for this page, by name. */
const held = (page: Page) =>
  page.evaluate(async () => ({
    storage: [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(
      (key) => !/reading-size|scheme/.test(key),
    ),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    cookies: document.cookie,
  }))
const NOTHING = { storage: [], databases: [], caches: [], cookies: '' }
const LONGER_THAN_A_POLL = 12_000

async function leavePhone(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByText('我的').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '退出登录' }).click()
}

test('of two who sign in in two tabs the later one counts in both, and after sign-out nothing of either stays', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const one = await openWindow(browser, PHONE)
  const two = await one.context().newPage()
  await one.goto('/')
  await two.goto('/')
  const lead = two.getByRole('button', { name: '以网格长陈' })
  await expect(lead).toBeVisible()
  await enterPhone(one, '以居民许春琴的身份进入')
  await expect.poll(async () => (await held(one)).storage).toContain('gezhong:person:owner')
  await lead.click()
  await expect(two.getByText('给没报的打电话')).toBeVisible()
  await expect(one.getByText('给没报的打电话')).toBeVisible()
  await leavePhone(two)
  for (const page of [two, one])
    await expect(page.getByRole('button', { name: '以居民许春琴的身份进入' })).toBeVisible()
  expect(await held(two)).toEqual(NOTHING)
  await one.waitForTimeout(LONGER_THAN_A_POLL)
  expect(await held(one)).toEqual(NOTHING)
})

test('the cadres’ page keeps nothing after sign-out either', async ({ browser }) => {
  const page = await openWindow(browser, DESK)
  await enterAdmin(page, '林书记')
  await page.goto('/admin/ledger')
  await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible()
  await page.getByRole('button', { name: /林书记/ }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible()
  expect(await held(page)).toEqual(NOTHING)
  expect(
    (await page.context().cookies()).map(({ name }) => name).filter((name) => /session|refresh/.test(name)),
  ).toEqual([])
})
