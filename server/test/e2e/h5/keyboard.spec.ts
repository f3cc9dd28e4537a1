import { expect, test } from '@playwright/test'
import { enterPhone } from '../people.ts'

test('a sheet is worked by keys alone: focus stays in it, Escape closes it and gives focus back', async ({ page }) => {
  await enterPhone(page, '以居民许阿治的身份进入')
  await page.getByText('我的', { exact: true }).click()
  const leave = page.getByRole('button', { name: '退出这户：中区 32 号' })
  await leave.focus()
  await page.keyboard.press('Enter')
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByRole('button', { name: '关闭' })).toBeFocused()
  for (const name of ['退出这户', '先不动', '关闭']) {
    await page.keyboard.press('Tab')
    await expect(sheet.getByRole('button', { name })).toBeFocused()
  }
  await page.keyboard.press('Shift+Tab')
  await expect(sheet.getByRole('button', { name: '先不动' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(leave).toBeFocused()
})
