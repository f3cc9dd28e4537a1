import { expect, test, type Page } from '@playwright/test'
import { DESK, PHONE, enterAdmin, enterPhone, openWindow } from '../people.ts'

const missing = (admin: Page) => admin.getByRole('main').getByRole('link', { name: /^还差 [\d,]+ 户$/ })

async function countMissing(admin: Page): Promise<number> {
  return Number((await missing(admin).innerText()).replace(/\D/g, ''))
}

test('a resident reports, and the number of the missing falls on the admin page by itself', async ({ browser }) => {
  const admin = await openWindow(browser, DESK)
  await enterAdmin(admin, '林书记')
  await expect(missing(admin)).toBeVisible()
  const before = await countMissing(admin)
  const phone = await openWindow(browser, PHONE)
  await enterPhone(phone, '以居民施阿婆的身份进入')
  await phone.getByRole('button', { name: /^还是 \d+ 人$/ }).click()
  await expect(phone.getByText(/^✓/)).toBeVisible()
  await expect.poll(() => countMissing(admin)).toBe(before - 1)
})
