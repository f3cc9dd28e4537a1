import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { enterPhone, expectAccessible, expectNoSideways, openWindow, PHONE, watchFaults } from '../people.ts'

// Gone afterwards.
const WHO = '以居民许阿治的身份进入'

async function openOwnData(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByText('我的').click()
  await page.getByRole('button', { name: /我的数据/ }).click()
  await expect(page.getByText('台账里我家')).toBeVisible()
}

async function download(page: Page, button: string) {
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: button }).click()
  const file = await waiting
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') }
}

interface Taken {
  account: { displayName: string }
  households: { door: string; headcount: number }[]
}

test('a resident sees what is held, takes it away, has it looked into by a worker, and deletes it', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const page = await openWindow(browser, PHONE)
  const faults = watchFaults(page)
  await enterPhone(page, WHO)
  await openOwnData(page)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
    await expectNoSideways(page)
    await page.screenshot({ path: `screenshots/h5-own-data-${colorScheme}.png`, fullPage: true })
  }
  await page.emulateMedia({ colorScheme: 'light' })

  const json = await download(page, '存成电脑能读的 JSON')
  expect(json.name).toMatch(/^我的数据-.*\.json$/)
  const taken = JSON.parse(json.text) as Taken
  expect(taken.account.displayName).toContain('许阿治')
  expect(taken.households).toMatchObject([{ door: '中区32号' }])
  const printed = await download(page, '存成能打印的')
  expect(printed.text).toMatch(/^<!doctype html>/)
  expect(printed.text).toContain('中区 32 号')

  await page.getByRole('button', { name: '台账里有不对的' }).click()
  await page.getByRole('radio', { name: '有人不住在这里' }).click()
  await page.getByRole('textbox', { name: '应该是怎样' }).fill('老二去外地打工了')
  await page.getByRole('button', { name: '请网格员更正' }).click()
  await expect(page.getByText('已提出，等网格员')).toBeVisible()

  const worker = await openWindow(browser, PHONE)
  await enterPhone(worker, '以网格员黄网格员的身份进入')
  await worker.getByRole('navigation', { name: '主菜单' }).getByText('我的').click()
  await worker.getByRole('button', { name: /待更正/ }).click()
  await expect(worker.getByText('老二去外地打工了')).toBeVisible()
  await expectAccessible(worker)
  await worker.screenshot({ path: 'screenshots/h5-corrections-light.png', fullPage: true })
  await worker.getByRole('button', { name: '中区 32 号不用改' }).click()
  await worker.getByRole('textbox', { name: '写给住户看' }).fill('昨天上门，人还在家')
  await worker.getByRole('button', { name: '告诉住户' }).click()
  await expect(worker.getByText('没有要更正的')).toBeVisible()

  const other = await openWindow(browser, PHONE)
  await enterPhone(other, WHO)
  await openOwnData(other)
  await expect(other.getByText('网格员说：昨天上门，人还在家')).toBeVisible()

  await page.getByRole('button', { name: '删除我的账号和数据' }).click()
  await expect(page.getByText('这些要留到应急结束')).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: 'screenshots/h5-delete-account-light.png', fullPage: true })
  const last = page.getByRole('button', { name: '删除我的账号和数据' }).last()
  await last.click()
  await page.getByRole('dialog').getByRole('button', { name: '先不删' }).click()
  await last.click()
  await page.getByRole('dialog').getByRole('button', { name: '确定删除' }).click()
  await expect(page.getByText('居民登录')).toBeVisible()
  await expect(page.getByRole('button', { name: WHO })).toHaveCount(0)
  await other.reload()
  await expect(other.getByText('居民登录')).toBeVisible()
  expect(faults).toEqual([])
})
