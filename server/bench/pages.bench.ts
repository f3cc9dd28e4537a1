// server/node_modules/.bin/tsx server/bench/pages.bench.ts
//
// The phone's pages in a real browser, against the server that `npm start` runs. A stall of 200 things: until something
// can be put into the cart (aim: 2 s on a throttled 4G), on a first visit and on a later one, beside an empty page that
// only fetches the same files; how evenly its list scrolls and how soon a press shows, on a processor four times slower,
// beside a plain list of as many lines. And a run without a network: from the code to the verdict (aim: 50 ms, four times
// slower). Prints milliseconds and ratios; fails on none.
import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median, NETWORKS, openPhones, part, sinceBegun, type Network, type Phone } from './phone.ts'
import { aRunOf, aStallOf, CARRIER, THINGS } from './phone-village.ts'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const ROUNDS = 5
const SLOWER = 4

const { startTestDatabases } = await import('../launch/test-database.mjs')
const { buildAll } = await import('../launch/build.mjs')
const { pagesEnvironment } = await import('../launch/pages-environment.mjs')
await buildAll(root)
const databases = await startTestDatabases(root)
const environment = await pagesEnvironment(root, databases)
const env = { ...process.env, ...environment, RATE_GENERAL: '100000', RATE_SIGN_IN: '1000' }
const base = `http://127.0.0.1:${environment['PORT']}`
const server = spawn(process.execPath, ['server/start.mjs'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
while (
  !(await fetch(`${base}/ready`).then(
    ({ ok }) => ok,
    () => false,
  ))
)
  await new Promise((resolve) => setTimeout(resolve, 300))

const say = (label: string, words: string) => console.log(`${label.padEnd(46)}${words}`)
const ms = (value: number) => `${value.toFixed(0)} ms`
const PLUS = '[role="button"][aria-label*="加"]'

/** Until the first thing can be chosen, from an address that is opened anew. */
async function visit({ page, cdp, network }: Phone, path: string, at: Network, cached: boolean): Promise<number> {
  await page.goto('about:blank')
  await network(at)
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: !cached })
  await page.goto(path, { waitUntil: 'commit' })
  return sinceBegun(page, PLUS)
}

/** The files of that visit, fetched together by a page that does nothing else. */
async function bare({ page, network, cdp }: Phone, path: string, at: Network): Promise<{ ms: number; bytes: number }> {
  const urls = new Set<string>()
  const seen = (request: { url: () => string; method: () => string }) => {
    if (request.method() === 'GET' && /\.(js|css)$|\/$/.test(new URL(request.url()).pathname)) urls.add(request.url())
  }
  await network('none')
  page.on('request', seen)
  await page.goto('about:blank')
  await page.goto(path)
  await page.locator(PLUS).first().waitFor()
  page.off('request', seen)
  let bytes = 0
  const count = ({ encodedDataLength }: { encodedDataLength: number }) => (bytes += encodedDataLength)
  cdp.on('Network.loadingFinished', count)
  await page.goto('/theme.json')
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true })
  await network(at)
  const took = await page.evaluate(
    async (all) => {
      const begun = performance.now()
      await Promise.all(all.map(async (url) => (await fetch(url)).arrayBuffer()))
      return performance.now() - begun
    },
    [...urls],
  )
  cdp.off('Network.loadingFinished', count)
  return { ms: took, bytes }
}

/** How long each frame took while a list is moved by a finger's width at a time for three seconds. */
const scroll = ({ page }: Phone): Promise<number[]> =>
  page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const whole = [...document.querySelectorAll('*')].reduce((best, one) =>
          one.scrollHeight - one.clientHeight > best.scrollHeight - best.clientHeight ? one : best,
        )
        const frames: number[] = []
        let [last, step] = [performance.now(), 24]
        const begun = last
        const frame = (now: number) => {
          frames.push(now - last)
          last = now
          if (whole.scrollTop + whole.clientHeight >= whole.scrollHeight - 1) step = -24
          if (whole.scrollTop <= 0) step = 24
          whole.scrollBy(0, step)
          if (now - begun > 3000) resolve(frames.slice(2))
          else requestAnimationFrame(frame)
        }
        requestAnimationFrame(frame)
      }),
  )

/** From the press to the frame that shows what came of it. */
async function press({ page }: Phone, at: number): Promise<number> {
  return page.evaluate(
    ([selector, index]) =>
      new Promise<number>((resolve) => {
        const key = document.querySelectorAll<HTMLElement>(selector as string)[index as number]!
        const row = key.closest('[role="group"]')!
        const before = row.textContent
        const begun = performance.now()
        key.click()
        const look = () =>
          row.textContent === before
            ? requestAnimationFrame(look)
            : setTimeout(() => resolve(performance.now() - begun))
        requestAnimationFrame(look)
      }),
    [PLUS, at] as const,
  )
}

async function benchStall(phone: Phone): Promise<void> {
  const path = await aStallOf(base)
  for (const at of Object.keys(NETWORKS) as Network[]) {
    const { ms: alone, bytes } = await bare(phone, path, at)
    const [first, later]: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round += 1) {
      first.push(await visit(phone, path, at, false))
      later.push(await visit(phone, path, at, true))
    }
    const ratio = (median(first) / alone).toFixed(2)
    say(
      `stall of ${THINGS}, ${at}`,
      `first visit ${ms(median(first))}, later ${ms(median(later))}; its ${(bytes / 1024).toFixed(0)} kB alone ${ms(alone)}, ratio ${ratio}`,
    )
  }
  await phone.slower(SLOWER)
  const slow: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) slow.push(await visit(phone, path, 'fast 4G', false))
  say(`the same, ${SLOWER} times slower, fast 4G`, `first visit ${ms(median(slow))}`)
  await visit(phone, path, 'none', true)
  await phone.page.waitForTimeout(1500)
  const presses: number[] = []
  for (let at = 0; at < 20; at += 1) presses.push(await press(phone, at))
  say(`a press, ${SLOWER} times slower`, `median ${ms(median(presses))}, slowest ${ms(Math.max(...presses))}`)
  const frames = await scroll(phone)
  await phone.page.setContent(
    `<main style="height:800px;overflow:auto">${Array.from({ length: THINGS }, (_, at) => `<p style="height:64px">${at}</p>`).join('')}</main>`,
  )
  const plain = await scroll(phone)
  for (const [name, all] of [
    ['the stall', frames],
    ['plain lines', plain],
  ] as const)
    say(
      `scrolling ${name}, ${SLOWER} times slower`,
      `${all.length} frames in 3 s, median ${ms(median(all))}, of twenty the slowest ${ms(part(all, 0.95))}, over 50 ms: ${all.filter((one) => one > 50).length}`,
    )
  await phone.slower(1)
}

async function benchVerdict(phone: Phone): Promise<void> {
  const codes = await aRunOf(base)
  const { page, context } = phone
  await page.goto('/')
  await page.reload()
  await page.getByRole('button', { name: /^送菜/ }).first().click()
  await page.getByRole('button', { name: '装到这部手机' }).click()
  await page.getByRole('button', { name: '扫码交付' }).waitFor()
  await page.waitForTimeout(2000)
  await context.setOffline(true)
  await phone.slower(SLOWER)
  await page.getByRole('button', { name: '扫码交付' }).click()
  await page.waitForTimeout(3000)
  for (const [kind, of] of [
    ['193 digits and a signature', (code: (typeof codes)[number]) => code.digits],
    ['8 digits', (code: (typeof codes)[number]) => code.shortCode],
  ] as const) {
    const took: number[] = []
    for (const code of codes) {
      const box = page.getByRole('searchbox')
      await box.evaluate((input) => input.removeAttribute('maxlength'))
      await box.fill(of(code))
      took.push(
        await page.getByRole('button', { name: '查', exact: true }).evaluate(
          (key) =>
            new Promise<number>((resolve) => {
              const begun = performance.now()
              ;(key as HTMLElement).click()
              const look = () =>
                document.querySelector('.verdict-word') === null
                  ? requestAnimationFrame(look)
                  : setTimeout(() => resolve(performance.now() - begun))
              requestAnimationFrame(look)
            }),
        ),
      )
      await page.getByRole('button', { name: '有问题' }).click()
      await page.getByRole('button', { name: '先不送' }).click()
      await page.locator('.verdict-word').waitFor({ state: 'detached' })
    }
    say(
      `verdict offline, ${kind}`,
      `median ${ms(median(took))}, slowest ${ms(Math.max(...took))} (aim: 50 ms, ${SLOWER} times slower)`,
    )
  }
}

try {
  const phones = await openPhones(root, base)
  try {
    await benchStall(await phones.phone('以居民许阿治的身份进入'))
    await benchVerdict(await phones.phone(CARRIER))
  } finally {
    await phones.close()
  }
} finally {
  const ended = new Promise((resolve) => server.once('close', resolve))
  server.kill('SIGTERM')
  await ended
  await databases.stop()
}
