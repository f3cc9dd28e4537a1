import { expect, test } from '@playwright/test'
import { enterPhone, expectAccessible, openWindow, PHONE, watchFaults } from '../people.ts'

test('a home is left, and found again by the link that the worker copied', async ({ page, browser }) => {
  test.setTimeout(180_000)
  const faults = watchFaults(page)
  await enterPhone(page, '以居民施阿婆的身份进入')
  await page.getByText('我的', { exact: true }).click()
  await page.getByRole('button', { name: '退出这户：中区 47 号' }).click()
  const question = page.getByRole('dialog')
  await expect(question).toContainText('门上的纸条')
  await question.getByRole('button', { name: '退出这户' }).click()
  await expect(page.getByRole('button', { name: /还没有关联您家/ })).toBeVisible()

  const worker = await openWindow(browser, PHONE)
  await worker.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await enterPhone(worker, '以网格员黄网格员的身份进入')
  await worker.getByRole('button', { name: '复制链接' }).click()
  await expect(worker.getByText('复制好了，去群里粘贴')).toBeVisible()
  const link = await worker.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/#\/home\/share\/shared\?community=[\w-]{36}&grid=[\w-]{36}$/)

  await page.goto(link)
  await page.reload()
  await expect(page.getByRole('heading', { name: '找到您的家' })).toBeVisible()
  await expect(page.getByRole('button', { name: '换网格，现在是第2网格' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: '门牌' }).fill('中区47号')
  await page.getByRole('button', { name: '请网格员确认' }).click()
  await expect(page.getByText(/等网格员确认/)).toBeVisible()
  await expect(page.getByRole('heading', { name: '找到您的家' })).toBeVisible()

  await worker.goto('/#/people/home-requests/home-requests')
  await worker.getByRole('button', { name: '确认住在中区 47 号' }).click()
  await expect(page.getByRole('heading', { name: '中区 47 号' })).toBeVisible({ timeout: 30_000 })
  expect(faults).toEqual([])
})
