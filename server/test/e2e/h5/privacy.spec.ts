import { expect, test } from '@playwright/test'
import { enterPhone, expectAccessible, expectNoSideways, watchFaults } from '../people.ts'

test('a resident takes consent back, keeps their pages, and gives it again', async ({ page }) => {
  const faults = watchFaults(page)
  await enterPhone(page, '以居民许春琴的身份进入')
  await page.getByRole('navigation', { name: '主菜单' }).getByText('我的').click()
  await page.getByRole('button', { name: /隐私与同意/ }).click()
  await expect(page.getByText('已同意')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '收回同意：个人信息告知书' }).click()
  await expect(page.getByRole('dialog')).toContainText('报过的人数留着')
  await page.getByRole('dialog').getByRole('button', { name: '收回，马上生效' }).click()
  await expect(page.getByText('已收回', { exact: true }).last()).toBeVisible()

  await page.goto('/#/home/today/today')
  await expect(page.getByText('您没同意告知书，网上不能自己报')).toBeVisible()
  await expect(page.getByRole('heading', { name: /海丝花园/ })).toBeVisible()
  await page.getByRole('button', { name: /^(有变化|修改上报)$/ }).click()
  await expect(page.getByText('谁看得到')).toBeVisible()
  await expect(page.getByRole('button', { name: '上报', exact: true })).toHaveCount(0)
  await expectAccessible(page)
  await expectNoSideways(page)
  await page.getByRole('button', { name: '同意', exact: true }).click()
  await expect(page.getByRole('button', { name: '上报', exact: true })).toBeVisible()
  expect(faults).toEqual([])
})
