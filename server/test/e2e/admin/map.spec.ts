import { expect, test } from '@playwright/test'
import { enterAdmin, watchFaults } from '../people.ts'

test('every building is on the map, and a click on one shows who lives there', async ({ page }) => {
  const faults = watchFaults(page)
  await enterAdmin(page, '林书记')
  const houses = page.locator('.village-map .house')
  await expect(houses).toHaveCount(1700)
  // Each has a colour of its own, by what is asked.
  await page.getByRole('button', { name: '没人负责' }).click()
  await expect(page.locator('.village-map .house-none').first()).toBeVisible()
  await expect(page.locator('.village-map .house-most')).toHaveCount(12)
  await houses.first().click()
  await expect(page.getByRole('main').getByRole('heading', { name: '台账' })).toBeVisible()
  expect(new URL(page.url()).searchParams.get('building')).toMatch(/^[0-9a-f-]{36}$/)
  await expect(page.getByText('只看一栋楼')).toBeVisible()
  expect(faults).toEqual([])
})

test('a grid worker has the buildings of their own pieces only', async ({ page }) => {
  await enterAdmin(page, '李网格员')
  const houses = page.locator('.village-map .house')
  await expect(houses.first()).toBeVisible()
  expect(await houses.count()).toBeLessThan(100)
})
