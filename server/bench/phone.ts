import type { BrowserContext, CDPSession, Page } from '@playwright/test'
import { chromium } from '@playwright/test'
import { findBrowser } from '../launch/browser.mjs'

/** A network as the browsers' own tools call it: bits a second, and milliseconds until the first byte comes. */
export const NETWORKS = {
  none: null,
  'fast 4G': { down: 9_000_000 * 0.9, up: 1_500_000 * 0.9, latency: 165 },
  'slow 4G': { down: 1_600_000 * 0.9, up: 750_000 * 0.9, latency: 562 },
} as const
export type Network = keyof typeof NETWORKS

export interface Phone {
  page: Page
  context: BrowserContext
  cdp: CDPSession
  network(name: Network): Promise<void>
  /** So many times slower than this machine. */
  slower(times: number): Promise<void>
}

/** The one browser of a bench, with phones of their own storage in it. */
export async function openPhones(root: string, baseURL: string) {
  const { executablePath, args, env } = await findBrowser(root)
  const browser = await chromium.launch({ executablePath, args, env: { ...env, PATH: process.env['PATH'] ?? '' } })
  return {
    close: () => browser.close(),
    async phone(name: string): Promise<Phone> {
      const context = await browser.newContext({
        baseURL,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        viewport: { width: 390, height: 844 },
        isMobile: true,
        hasTouch: true,
      })
      // What a bench does in the page is compiled to name its functions by this.
      await context.addInitScript('globalThis.__name = (named) => named')
      const page = await context.newPage()
      const cdp = await context.newCDPSession(page)
      await cdp.send('Network.enable')
      await page.goto('/')
      await page.getByRole('button', { name }).click()
      await page.getByRole('navigation', { name: '主菜单' }).waitFor()
      return {
        page,
        context,
        cdp,
        slower: async (rate) => void (await cdp.send('Emulation.setCPUThrottlingRate', { rate })),
        async network(chosen) {
          const { down, up, latency } = NETWORKS[chosen] ?? { down: -1, up: -1, latency: 0 }
          const bytes = (bits: number) => (bits < 0 ? -1 : bits / 8)
          const conditions = { downloadThroughput: bytes(down), uploadThroughput: bytes(up), latency }
          await cdp.send('Network.emulateNetworkConditions', { offline: false, ...conditions })
        },
      }
    },
  }
}

/** Milliseconds by the page's own clock until something that fits stands there and is painted. */
export const sinceBegun = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () =>
          document.querySelector(wanted) === null
            ? requestAnimationFrame(look)
            : requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
        look()
      }),
    selector,
  )

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

export const part = (values: readonly number[], of: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * of))]!
