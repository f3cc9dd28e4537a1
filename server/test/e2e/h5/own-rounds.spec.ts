import { expect, test, type Browser, type Page } from '@playwright/test'
import { homeCode } from '@gezhong/shared/people/own-rounds/home-code'
import { uuidv7 } from 'uuidv7'
import { enterPhone, expectAccessible, expectNoSideways, openWindow, PHONE, watchFaults } from '../people.ts'

const LOOKS = ['light', 'dark', 'elder'] as const

/** The page as it stands, in each look, accessible in all of them. */
async function inspect(page: Page, name: string): Promise<void> {
  for (const look of LOOKS) {
    await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' })
    if (look === 'elder') await page.getByRole('button', { name: '换成大字版' }).click()
    await page.waitForTimeout(400)
    await expectAccessible(page)
    await expectNoSideways(page)
    await page.screenshot({ path: `screenshots/h5-${name}-${look}.png`, fullPage: true })
    if (look === 'elder') await page.getByRole('button', { name: '换成普通版' }).click()
  }
}

async function inspectSheet(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.waitForTimeout(400)
    await expectAccessible(page)
    await page.screenshot({ path: `screenshots/h5-${name}-${colorScheme}.png` })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

/** The sampler types the household's code, as a scanner on a cable does, and takes two of it. */
async function sampleByCode(browser: Browser, code: string): Promise<void> {
  const page = await openWindow(browser, PHONE)
  await enterPhone(page, '以网格员黄网格员的身份进入')
  await page.getByRole('button', { name: /^采样/ }).click()
  await page.getByRole('textbox', { name: '管号' }).fill('b2002')
  await page.getByRole('button', { name: '开始用这管' }).click()
  await expect(page.getByText(/^这片还差/)).toBeVisible()
  const box = page.getByRole('searchbox', { name: '找门牌' })
  await box.fill(`${code.slice(0, -1)}0`)
  await expect(page.getByText('这个码不完整')).toBeVisible()
  await expectAccessible(page)
  await box.fill(code)
  for (const person of [0, 1]) await page.getByRole('switch').nth(person).click()
  await page.screenshot({ path: 'screenshots/h5-sampling-by-code.png', fullPage: true })
  await page.getByRole('button', { name: '记下 2 人' }).click()
  await expect(page.getByText('2/10')).toBeVisible()
  await page.context().close()
}

test('a household sees who is due, shows its code, is sampled by it, and asks for a visit that a lead approves', async ({
  page,
  browser,
  request,
}) => {
  test.setTimeout(180_000)
  const faults = watchFaults(page)
  const signIn = async (name: string) => {
    const reply = await request.post('/api/demo/sign-in', { data: { name } })
    const { token, actor } = (await reply.json()) as { token: string; actor: { communityId: string } }
    return { as: { headers: { authorization: `Bearer ${token}` } }, communityId: actor.communityId }
  }
  const { communityId, as: secretary } = await signIn('secretary')
  const { grids } = (await (await request.get('/api/grids', secretary)).json()) as {
    grids: { id: string; code: string }[]
  }
  const id = uuidv7()
  const window = {
    startsAt: new Date(Date.now() - 600_000).toISOString(),
    endsAt: new Date(Date.now() + 7_200_000).toISOString(),
  }
  const site = { id: uuidv7(), gridId: grids.find(({ code }) => code === '2')!.id, place: '祠堂埕' }
  const sites = [{ ...site, opensAt: window.startsAt, closesAt: window.endsAt }]
  const round = { id, title: '第3轮核酸', gridId: null, method: 'pcr', tubeSize: 10, ...window, sites }
  expect((await request.post('/api/rounds', { ...secretary, data: round })).ok()).toBe(true)
  try {
    await enterPhone(page, '以居民许阿治的身份进入')
    await expect(page.getByRole('heading', { name: '第3轮核酸' })).toBeVisible()
    await expect(page.getByText('采样点：祠堂埕')).toBeVisible()
    await inspect(page, 'resident-round')
    await page.getByRole('button', { name: '出示采样码' }).click()
    await expect(page.getByRole('img', { name: '中区 32 号的采样码' })).toBeVisible()
    await inspectSheet(page, 'home-code')
    await page.getByRole('button', { name: '关闭' }).click()
    const resident = (await signIn('resident2')).as
    const own = (await (await request.get('/api/my/households', resident)).json()) as {
      households: { household: { id: string } }[]
    }
    await sampleByCode(browser, homeCode({ householdId: own.households[0]!.household.id, communityId }))
    // Shown without a touch, as the page asks again by itself.
    const card = page.locator('.card', { has: page.getByRole('heading', { name: '第3轮核酸' }) })
    await expect(card.getByText(/^✓ 已采样/).first()).toBeVisible({ timeout: 20_000 })
    await inspect(page, 'resident-round-sampled')
    await page.getByRole('button', { name: '走不动、来不了' }).click()
    await inspectSheet(page, 'cannot-come')
    await page.getByRole('button', { name: '交给网格长' }).click()
    await expect(page.getByText(/等网格长回话$/)).toBeVisible()
    const lead = await openWindow(browser, PHONE)
    await enterPhone(lead, '林书记')
    await lead.goto('/#/people/exemptions/exemptions')
    await expect(lead.getByText('住户自己申请')).toBeVisible()
    await expectAccessible(lead)
    await lead.screenshot({ path: 'screenshots/h5-exemptions-light.png', fullPage: true })
    await lead.getByRole('button', { name: /同意$/ }).last().click()
    await expect(lead.getByText('没有等着批的')).toBeVisible()
    await expect(card.getByText('等上门采')).toBeVisible({ timeout: 20_000 })
    expect(faults).toEqual([])
  } finally {
    const closed = await request.post(`/api/rolls/${id}/state`, { ...secretary, data: { state: 'closed' } })
    expect(closed.ok()).toBe(true)
  }
})
