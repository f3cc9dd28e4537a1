import { expect, test, type APIRequestContext, type Page } from '@playwright/test'
import { uuidv7 } from 'uuidv7'
import { enterPhone, expectAccessible, expectNoSideways, watchFaults } from '../people.ts'

/** The command post, by the interface: opens a round, and at the end closes it, as others of these tests expect one roll. */
async function asSecretary(request: APIRequestContext) {
  const session = await request.post('/api/demo/sign-in', { data: { name: 'secretary' } })
  const { token } = (await session.json()) as { token: string }
  return { headers: { authorization: `Bearer ${token}` } }
}

async function record(page: Page, digits: string, door: RegExp, people: number): Promise<void> {
  await page.getByRole('searchbox', { name: '找门牌' }).fill(digits)
  await page.getByRole('button', { name: door }).first().click()
  for (let count = 0; count < people; count += 1)
    await page.getByRole('button', { name: /^没登记名字的.*加一人$/ }).click()
  await page.getByRole('button', { name: `记下 ${people} 人` }).click()
  await expect(page.getByRole('searchbox', { name: '找门牌' })).toBeFocused()
}

test('two households are sampled without a network, the page is closed, and the server counts them once', async ({
  page,
  request,
}) => {
  test.setTimeout(90_000)
  const faults = watchFaults(page)
  const secretary = await asSecretary(request)
  const id = uuidv7()
  const window = { startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 3_600_000).toISOString() }
  const round = { id, title: '第1轮核酸', gridId: null, method: 'pcr', tubeSize: 10, ...window }
  expect((await request.post('/api/rounds', { ...secretary, data: round })).ok()).toBe(true)
  const tested = async () => {
    const reply = await request.get(`/api/rolls/${id}/progress`, secretary)
    const { grids } = (await reply.json()) as { grids: { reportedPeople: number }[] }
    return grids.reduce((sum, { reportedPeople }) => sum + reportedPeople, 0)
  }
  try {
    await enterPhone(page, '以网格员黄网格员的身份进入')
    await page.getByRole('button', { name: /^采样/ }).click()
    await page.getByRole('textbox', { name: '管号' }).fill('a1001')
    await page.getByRole('button', { name: '开始用这管' }).click()
    await expect(page.getByText(/^这片还差/)).toBeVisible()
    await expectAccessible(page)
    await page.context().setOffline(true)
    await record(page, '32', /^中区 32 号/, 2)
    await record(page, '41', /^中区 41 号/, 1)
    await expect(page.getByText('没有网络：已存 3 人的采样').last()).toBeVisible()
    await expect(page.getByText('3/10')).toBeVisible()
    await expectNoSideways(page)
    expect(await tested()).toBe(0)
    await page.context().setOffline(false)
    await page.reload()
    await expect(page.getByText('3/10')).toBeVisible()
    await expect.poll(tested).toBe(3)
    await page.getByRole('button', { name: /^管 A1001，3 人/ }).click()
    await page.getByRole('button', { name: '撤销 中区 41 号 1 人' }).click()
    await expect.poll(tested).toBe(2)
    expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  } finally {
    const closed = await request.post(`/api/rolls/${id}/state`, { ...secretary, data: { state: 'closed' } })
    expect(closed.ok()).toBe(true)
  }
})
