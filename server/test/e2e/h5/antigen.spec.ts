import { expect, test, type APIRequestContext, type Browser, type Page } from '@playwright/test'
import { uuidv7 } from 'uuidv7'
import { png } from '../../photos.ts'
import { enterPhone, expectAccessible, expectNoSideways, openWindow, PHONE, watchFaults } from '../people.ts'

/** The command post, by the interface: opens a round, and at the end closes it, as others of these tests expect one roll. */
async function asSecretary(request: APIRequestContext) {
  const session = await request.post('/api/demo/sign-in', { data: { name: 'secretary' } })
  const { token } = (await session.json()) as { token: string }
  return { headers: { authorization: `Bearer ${token}` } }
}

/** A cassette out of the album, as a file of the phone. */
async function tellOne(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^许阿治/ }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('radio', { name: '阴性' }).click()
  const chosen = page.waitForEvent('filechooser')
  await sheet.getByRole('button', { name: '从相册选' }).click()
  await (await chosen).setFiles({ name: 'IMG_0001.png', mimeType: 'image/png', buffer: png(300, 200) })
  await expect(sheet.getByRole('img', { name: '您拍的试剂' }).first()).toBeVisible()
  await expectAccessible(page)
  await sheet.getByRole('button', { name: '交上去' }).click()
  await expect(sheet).toHaveCount(0)
}

async function asWorker(browser: Browser): Promise<Page> {
  const page = await openWindow(browser, PHONE)
  await enterPhone(page, '以网格员黄网格员的身份进入')
  return page
}

test('kits go to a door, the household tells its test without a network, and the worker looks at the photo', async ({
  browser,
  page,
  request,
}) => {
  test.setTimeout(150_000)
  const faults = watchFaults(page)
  const secretary = await asSecretary(request)
  const id = uuidv7()
  const window = { startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 3_600_000).toISOString() }
  const round = { id, title: '第1轮抗原', gridId: null, method: 'antigen', tubeSize: 1, ...window }
  expect((await request.post('/api/rounds', { ...secretary, data: round })).ok()).toBe(true)
  try {
    const worker = await asWorker(browser)
    await worker.getByRole('button', { name: /^发抗原/ }).click()
    await worker.getByRole('searchbox', { name: '找门牌' }).fill('32')
    await worker
      .getByRole('button', { name: /^中区 32 号/ })
      .first()
      .click()
    await expectAccessible(worker)
    await worker.getByRole('button', { name: /^发 \d+ 份$/ }).click()
    await expect(worker.getByText(/^发了 中区 32 号/)).toBeVisible()
    await expectNoSideways(worker)
    await worker.goBack()

    await enterPhone(page, '以居民许阿治的身份进入')
    await page.getByRole('button', { name: '测抗原、报结果' }).click()
    await page.getByRole('button', { name: '同意', exact: true }).click()
    await expect(page.getByText('谁测了')).toBeVisible()
    await page.context().setOffline(true)
    await tellOne(page)
    await expect(page.getByText('还没送上去，有网自动送')).toBeVisible()
    await expectNoSideways(page)
    await page.context().setOffline(false)
    await page.reload()
    await expect(page.getByText('报过的')).toBeVisible()
    await expect(page.getByText('还在手机里的')).toHaveCount(0)

    await worker.getByRole('button', { name: /^看自测结果/ }).click()
    await worker
      .getByRole('button', { name: /中区 32 号/ })
      .filter({ hasText: '阴性' })
      .first()
      .click()
    const photo = worker.getByRole('dialog').locator('img')
    await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(300)
    await expectAccessible(worker)
    await worker.getByRole('button', { name: '不对，重做' }).click()
    await expect(worker.getByText('都看过了')).toBeVisible()
    await page.reload()
    await expect(page.getByText('要重做')).toBeVisible()
    expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  } finally {
    const closed = await request.post(`/api/rolls/${id}/state`, { ...secretary, data: { state: 'closed' } })
    expect(closed.ok()).toBe(true)
  }
})
