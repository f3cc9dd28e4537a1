import { expect, test } from '@playwright/test'
import { enterPhone, watchFaults } from '../people.ts'

test('a resident says in one tap that nothing changed, and takes it back', async ({ page }) => {
  const faults = watchFaults(page)
  await enterPhone(page, '以居民许阿治的身份进入')
  await page.getByRole('button', { name: /^还是 \d+ 人$/ }).click()
  await expect(page.getByText(/^✓/)).toBeVisible()
  await page.getByRole('button', { name: '修改上报' }).click()
  await expect(page.getByRole('heading', { name: '上报' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: '上报' })).toBeVisible()
  expect(faults).toEqual([])
})

test('a resident writes one line, is told how it was read, corrects it and withdraws it', async ({ page }) => {
  await enterPhone(page, '以居民许金东的身份进入')
  await page.getByRole('button', { name: '有变化' }).click()
  await page.getByRole('tab', { name: '写一句话' }).click()
  await page.getByRole('textbox').first().fill('北路8巷6号 9人 有孕妇')
  await page.getByRole('button', { name: '上报', exact: true }).click()
  const receipt = page.getByRole('status')
  await expect(receipt).toContainText('9 人')
  await page.getByRole('button', { name: '取消上报' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /取消上报|确定|是/ })
    .click()
  await expect(page.getByRole('button', { name: '重新上报' })).toBeVisible()
})
