import AxeBuilder from '@axe-core/playwright'
import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test'

export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
export const DESK: BrowserContextOptions = { viewport: { width: 1366, height: 768 } }

/** A window of its own, as another person at another machine has one. */
export async function openWindow(browser: Browser, size: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ ...size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  return context.newPage()
}

/** Signs in on the phone pages as somebody of the demo village, by the name on the button. */
export async function enterPhone(page: Page, who: string | RegExp): Promise<void> {
  await page.goto('/')
  await page.getByRole('button', { name: who }).click()
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible()
}

/** Signs in on the admin page as somebody of the demo village. */
export async function enterAdmin(page: Page, who: string): Promise<void> {
  await page.goto('/admin/')
  await page.getByRole('button', { name: who }).click()
  await expect(page.getByRole('heading', { name: '总览' })).toBeVisible()
}

/** Faults that a person would not see but that break something: script errors, refused requests of the page's own. */
export function watchFaults(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // A poll that was under way at sign-out is refused, and rightly.
    const isExpected = message.location().url.endsWith('/favicon.ico') || / 401 /.test(message.text())
    if (message.type() === 'error' && !isExpected) faults.push(message.text())
  })
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`)
  })
  return faults
}

/** Colours fade into each other and sheets slide in: what is halfway is nothing that anybody reads. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    const moving = document.getAnimations().filter(({ playState }) => playState === 'running')
    const ending = moving.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })

/** Nothing that keeps somebody out: no serious or critical finding of axe. */
export async function expectAccessible(page: Page): Promise<void> {
  await settled(page)
  const { violations } = await new AxeBuilder({ page }).analyze()
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)
  expect(grave).toEqual([])
}

/** Nothing may stick out to the side: a page that scrolls sideways is broken on a phone. */
export async function expectNoSideways(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBeLessThanOrEqual(0)
}
