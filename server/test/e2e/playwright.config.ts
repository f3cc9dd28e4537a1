import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'

// Run by `npm test -- --only pages [PATTERN]`, which makes a database with the demo village, chooses a port and finds a
// browser. `h5` holds what a resident or worker does on a phone, `admin` what a cadre does at a desk, `both` what one
// does and the other sees; a test there opens its own windows. After `last`, somebody is gone whom the others need.

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; run the page tests with: npm test -- --only pages`)
  return value
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..')
const address = `http://127.0.0.1:${required('PORT')}`
const browser = JSON.parse(required('E2E_BROWSER')) as {
  executablePath: string
  args: string[]
  env: Record<string, string>
}

const inherited = Object.fromEntries(
  Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
)

export default defineConfig({
  testDir: '.',
  outputDir: join(root, '.gezhong', 'page-results'),
  // One server and one village: what a test changes, the next one sees.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json']],
  use: {
    baseURL: address,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 15_000,
    video: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: browser.executablePath,
      args: browser.args,
      env: { ...inherited, ...browser.env },
    },
  },
  projects: [
    {
      name: 'h5',
      testMatch: 'h5/*.spec.ts',
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
    { name: 'admin', testMatch: 'admin/*.spec.ts', use: { viewport: { width: 1366, height: 768 } } },
    { name: 'both', testMatch: 'both/*.spec.ts', use: { viewport: { width: 1366, height: 768 } } },
    { name: 'last', testMatch: 'last/*.spec.ts', use: { viewport: { width: 1366, height: 768 } } },
  ],
  webServer: {
    command: `"${process.execPath}" server/start.mjs`,
    cwd: root,
    env: { RATE_GENERAL: '100000', RATE_SIGN_IN: '1000', RATE_PASTE: '1000' },
    url: `${address}/ready`,
    timeout: 240_000,
    reuseExistingServer: false,
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
})
