import { expect, test } from '@playwright/test'
import { enterPhone, watchFaults } from '../people.ts'

test('a resident corrects the number in the prefilled fields and finds it again', async ({ page }) => {
  const faults = watchFaults(page)
  await enterPhone(page, '以居民许春琴的身份进入')
  await page.getByRole('button', { name: /^(有变化|修改上报)$/ }).click()
  const people = page.getByRole('group', { name: '现在住几个人' })
  await people.getByRole('button', { name: /加一人$/ }).click()
  const number = /\d+/.exec(await people.innerText())?.[0]
  await page.getByRole('button', { name: '上报', exact: true }).click()
  await expect(page.getByRole('status')).toContainText(`${number} 人`)
  await page.getByRole('button', { name: '好了' }).click()
  await page.reload()
  await expect(page.getByRole('main')).toContainText(`${number} 人`)
  expect(faults).toEqual([])
})

test('a resident writes one line, is told how it was read, corrects it and withdraws it', async ({ page }) => {
  await enterPhone(page, '以居民许阿治的身份进入')
  // Another test may have pasted the group's chain meanwhile, with a line of this household.
  await page.getByRole('button', { name: /^(有变化|修改上报)$/ }).click()
  await page.getByRole('tab', { name: '写一句话' }).click()
  await page.getByRole('textbox').first().fill('中区32号 9人 有孕妇')
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
