import { expect, test, type Page } from '@playwright/test'
import { uuidv7 } from 'uuidv7'
import { enterPhone, expectAccessible, expectNoSideways, openWindow, PHONE, watchFaults } from '../people.ts'

const doorOf = (page: Page) => page.getByRole('heading', { level: 2 }).first()

async function beginCalling(page: Page, who: string): Promise<void> {
  await enterPhone(page, who)
  await page.getByRole('button', { name: /^给没.的打电话$/ }).click()
  await expect(page.getByText(/^由你锁定/)).toBeVisible()
}

test('two callers at once never have the same household, and what one logged is taken back', async ({
  browser,
  request,
}) => {
  test.setTimeout(120_000)
  const signIn = await request.post('/api/demo/sign-in', { data: { name: 'secretary' } })
  const { token } = (await signIn.json()) as { token: string }
  const secretary = { headers: { authorization: `Bearer ${token}` } }
  const id = uuidv7()
  const window = { startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 3_600_000).toISOString() }
  const round = { id, title: '第1轮核酸', gridId: null, method: 'pcr', tubeSize: 10, ...window }
  expect((await request.post('/api/rounds', { ...secretary, data: round })).ok()).toBe(true)
  const [one, two] = [await openWindow(browser, PHONE), await openWindow(browser, PHONE)]
  const faults = [watchFaults(one), watchFaults(two)]
  try {
    await Promise.all([
      beginCalling(one, '以网格员黄网格员的身份进入'),
      beginCalling(two, '以网格长陈网格长的身份进入'),
    ])
    await expectAccessible(one)
    await expectNoSideways(one)
    const seen: string[] = []
    for (let turn = 0; turn < 3; turn += 1) {
      const doors = [await doorOf(one).innerText(), await doorOf(two).innerText()]
      seen.push(...doors)
      await Promise.all(
        [one, two].map(async (page, k) => {
          await page.getByRole('button', { name: turn === 1 ? '马上来' : '没人接' }).click()
          await expect(page.getByText(new RegExp(`^记下了 ${doors[k]} `))).toBeVisible()
          await expect(page.getByText(/^由你锁定/)).toBeVisible()
        }),
      )
    }
    expect(new Set(seen).size).toBe(6)
    const [last] = seen.slice(-2)
    await one.getByRole('button', { name: '撤销' }).click()
    await expect(doorOf(one)).toHaveText(last!)
    await one.getByRole('button', { name: '列表' }).click()
    await one.getByRole('radio', { name: /^过会儿打/ }).click()
    await expect(one.getByText(seen[0]!).first()).toBeVisible()
    expect(faults.flat()).toEqual([])
  } finally {
    const closed = await request.post(`/api/rolls/${id}/state`, { ...secretary, data: { state: 'closed' } })
    expect(closed.ok()).toBe(true)
    await Promise.all([one.context().close(), two.context().close()])
  }
})
