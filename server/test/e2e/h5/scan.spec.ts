import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, type Browser, type Page, type Route } from '@playwright/test'
import { uuidv7 } from 'uuidv7'
import { communityTag, writeCode } from '@gezhong/shared/signed-code'
import type { RunSheet, Stop } from '@gezhong/shared/supplies/deliveries/contract'
import type { Bag } from '@gezhong/shared/supplies/packing/contract'
import { browserWithCamera, writeFakeCamera } from '../fake-camera.ts'
import { enterPhone, expectAccessible, expectNoSideways, openWindow, PHONE, watchFaults } from '../people.ts'

/*
 * What a phone does with a camera, on a run that this test answers itself: the server's side of a run is tested elsewhere.
 */

const COMMUNITY = communityTag(uuidv7())
const OURS = generateKeyPairSync('ed25519')
const RUN = uuidv7()

function voucherOf(
  { serial, gridCode, lastDay }: Pick<Stop, 'serial' | 'gridCode' | 'lastDay'>,
  key: KeyObject,
): string {
  const claims = { kind: 'voucher' as const, keyNumber: 1, community: COMMUNITY, serial, lastDay, gridCode }
  return writeCode(claims, (message) => Uint8Array.from(sign(null, message, key)))
}

const stop = (number: number, over: Partial<Stop> = {}): Stop => ({
  voucherId: uuidv7(),
  orderId: uuidv7(),
  householdId: uuidv7(),
  serial: number.toString(16).padStart(10, '0'),
  shortCode: '12345674',
  gridCode: '2',
  lastDay: '2099-01-01',
  door: `中区${number}号`,
  priority: false,
  note: '',
  goods: [
    { itemId: uuidv7(), name: '上海青', unit: '斤', milli: 2000 },
    { itemId: uuidv7(), name: '鸡蛋', unit: '板', milli: 1000 },
  ],
  owedFen: 0,
  amountFen: 3300,
  place: null,
  cancelled: false,
  deliveredAt: null,
  deliveredByName: null,
  failedWhy: null,
  tries: 0,
  ...over,
})

const FIRST = stop(32)
const SECOND = stop(33, { shortCode: '87654323', priority: true, note: '放门口', owedFen: 0 })

function sheetOf(carrierId: string): RunSheet {
  const at = new Date().toISOString()
  const run = {
    id: RUN,
    stallId: uuidv7(),
    stallTitle: '爱心菜吧',
    day: at.slice(0, 10),
    deliverFrom: at,
    deliverUntil: at,
    gridId: uuidv7(),
    gridCode: '2',
    carrierId,
    carrierName: '志愿者小郑',
    state: 'started' as const,
    revision: 1,
    phoneId: null,
    bags: 2,
    delivered: 0,
    failed: 0,
    designatedAt: at,
    startedAt: at,
    endedAt: null,
    lastScanAt: null,
  }
  const publicKey = OURS.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex')
  const keys = [{ keyNumber: 1, publicKey }]
  const around = {
    community: COMMUNITY,
    keys,
    refused: [],
    payCode: null,
    areas: ['2'],
    contacts: CONTACTS,
    readAt: at,
  }
  return { run, stops: [FIRST, SECOND], ...around }
}

const CONTACTS: RunSheet['contacts'] = [
  { as: 'lead', name: '陈网格长', phone: '13800138000' },
  { as: 'designator', name: '林书记', phone: null },
  { as: 'office', name: '村委会一楼便民窗口', phone: '0595-88123456' },
]

const NOW = new Date().toISOString()

const aBag = (number: number): Bag => ({
  orderId: uuidv7(),
  stallId: uuidv7(),
  door: `中区${number}号`,
  gridCode: '2-1',
  priority: false,
  state: 'placed',
  revision: 1,
  note: '放门口',
  lines: [
    {
      itemId: uuidv7(),
      name: '上海青',
      unit: '斤',
      milli: 2000,
      dueMilli: 2000,
      weighedMilli: null,
      givenMilli: 2000,
      amountFen: 300,
    },
  ],
  amountFen: 300,
  packedAt: null,
  packedByName: null,
  changedSince: false,
})

interface Told {
  rows: { id: string; act: string; verdict: string; code: string }[]
}

/** What this test answers is answered without a network too, so it is told when there is none. */
interface Way {
  page: Page
  told: Told
  faults: string[]
  goOffline: (isOff: boolean) => Promise<void>
}

/** Every camera that the page opens, to see that it is closed again. */
const rememberCameras = () => {
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  const all: MediaStream[] = []
  Object.assign(window, { cameras: all })
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await open(wanted)
    all.push(stream)
    return stream
  }
}
const filming = (page: Page) =>
  page.evaluate(() => {
    const { cameras } = window as unknown as { cameras: MediaStream[] }
    return cameras.flatMap((stream) => stream.getTracks()).filter(({ readyState }) => readyState === 'live').length
  })

/** Signed in as somebody who carries this run, which is on the phone already. */
async function onTheWay(browser: Browser, size: 'normal' | 'elder' = 'normal'): Promise<Way> {
  const page = await openWindow(browser, { ...PHONE, baseURL: `http://127.0.0.1:${process.env['PORT']}` })
  const [faults, told, sheet] = [watchFaults(page), { rows: [] } as Told, sheetOf(uuidv7())]
  let isOffline = false
  const answer = async (route: Route, json: () => object) =>
    isOffline ? route.abort('internetdisconnected') : route.fulfill({ json: json() })
  await page.addInitScript(rememberCameras)
  await page.route('**/api/own/runs', (route) => answer(route, () => ({ runs: [sheet.run] })))
  await page.route(`**/api/own/runs/${RUN}/load`, (route) => answer(route, () => sheet))
  await page.route('**/api/deliveries', (route) =>
    answer(route, () => {
      const { rows } = route.request().postDataJSON() as Told
      told.rows.push(...rows)
      const counted = { outcome: 'counted', verdict: 'deliverable', deliveredAt: null, deliveredByName: null }
      return { rows: rows.map(({ id }) => ({ ...counted, id })), wipe: [] }
    }),
  )
  await enterPhone(page, /志愿者小郑/)
  if (size === 'elder') await page.getByRole('button', { name: '换成大字版' }).click()
  await page.getByRole('button', { name: /^送菜/ }).click()
  await page.getByRole('button', { name: '装到这部手机' }).click()
  await expect(page.getByText('1. 中区 32 号')).toBeVisible()
  const goOffline = async (isOff: boolean) => {
    isOffline = isOff
    await page.context().setOffline(isOff)
  }
  return { page, told, faults, goOffline }
}

const folder = join('.gezhong', 'films')
const shoot = (page: Page, name: string) => page.screenshot({ path: `screenshots/scan-${name}.png` })

async function film(name: string, ...shown: (readonly [string | null, number])[]): Promise<{ film: string }> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, `${name}.y4m`)
  await writeFakeCamera(file, shown)
  return { film: file }
}

async function withBrowser(camera: Parameters<typeof browserWithCamera>[0], run: (browser: Browser) => Promise<void>) {
  const browser = await browserWithCamera(camera)
  try {
    await run(browser)
  } finally {
    await browser.close()
  }
}

test('a printed voucher before the camera is judged without a network, and counts once it is confirmed', async () => {
  test.setTimeout(120_000)
  const digits = voucherOf(FIRST, OURS.privateKey)
  expect(digits).toMatch(/^\d{193}$/)
  await withBrowser(await film('voucher', [digits, 2]), async (browser) => {
    const { page, told, faults, goOffline } = await onTheWay(browser)
    // The reader is fetched when the run is taken along, as there may be no network at the doors.
    await page.waitForTimeout(3_000)
    await goOffline(true)
    await page.getByRole('button', { name: '扫码交付' }).click()
    await expect(page.getByText('可以交付')).toBeVisible()
    await expect(page.getByText('中区 32 号 · 共 1 袋')).toBeVisible()
    await expectAccessible(page)
    await expectNoSideways(page)
    await shoot(page, 'ok')
    expect(told.rows).toEqual([])
    await page.getByRole('button', { name: '已交付' }).click()
    await expect(page.getByText('已送过')).toBeVisible({ timeout: 15_000 })
    await shoot(page, 'again')
    await page.getByRole('button', { name: '继续扫码' }).click()
    await expect(page.getByText('没有网络：已存 2 条送菜的记录').last()).toBeVisible()
    await goOffline(false)
    await expect.poll(() => told.rows.map(({ act }) => act)).toEqual(['handed-over', 'turned-away'])
    expect(told.rows[0]?.code).toBe(digits)
    expect(await filming(page)).toBe(1)
    await page.getByRole('button', { name: '关闭扫码' }).click()
    await expect(page.getByText('送到 1 / 2 袋')).toBeVisible()
    expect(await filming(page)).toBe(0)
    await page.getByRole('button', { name: '扫码交付' }).click()
    await expect.poll(() => filming(page)).toBe(1)
    await page.goBack()
    await expect.poll(() => filming(page)).toBe(0)
    expect(faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  })
})

test('another grid and another hand are told apart, and the next code is read by itself', async () => {
  test.setTimeout(120_000)
  const elsewhere = voucherOf({ serial: 'ff00000001', gridCode: '5', lastDay: '2099-01-01' }, OURS.privateKey)
  const forged = voucherOf(SECOND, generateKeyPairSync('ed25519').privateKey)
  await withBrowser(await film('others', [elsewhere, 4], [forged, 4]), async (browser) => {
    const { page, told } = await onTheWay(browser)
    await page.getByRole('button', { name: '扫码交付' }).click()
    const seen = new Set<string>()
    // The film runs by its own clock: the same code may come several times before the other.
    for (let count = 0; count < 12 && seen.size < 2; count += 1) {
      const word = page.getByText(/^(不是本网格|凭证是假的)$/)
      await expect(word).toBeVisible({ timeout: 15_000 })
      const text = (await word.textContent())!
      if (text === '不是本网格') {
        await expect(page.getByText('这份菜是第5网格的')).toBeVisible()
      }
      seen.add(text)
      await page.getByRole('button', { name: '继续扫码' }).click()
    }
    expect([...seen].toSorted()).toEqual(['不是本网格', '凭证是假的'].toSorted())
    await expect.poll(() => new Set(told.rows.map(({ verdict }) => verdict)).size).toBe(2)
    expect(new Set(told.rows.map(({ act }) => act))).toEqual(new Set(['turned-away']))
  })
})

for (const [camera, words] of [
  ['refused', '没让用摄像头'],
  ['none', '这台机器没有摄像头'],
] as const)
  test(`a camera that is ${camera} leaves the typed code`, async () => {
    test.setTimeout(90_000)
    await withBrowser(camera, async (browser) => {
      const { page, told } = await onTheWay(browser, camera === 'none' ? 'elder' : 'normal')
      await page.getByRole('button', { name: '扫码交付' }).click()
      await expect(page.getByText(words)).toBeVisible()
      await expectAccessible(page)
      await expectNoSideways(page)
      await shoot(page, camera)
      await page.getByRole('searchbox', { name: '码下面的 8 位数字' }).fill('1111 2222')
      await page.getByRole('button', { name: '查' }).click()
      await expect(page.getByText('不认得这个码')).toBeVisible()
      await shoot(page, `stopped-${camera}`)
      await page.getByRole('button', { name: '联系网格长' }).click()
      await expect(page.getByRole('button', { name: '打电话给网格长 陈网格长' })).toBeVisible()
      await expect(page.getByText('派这一趟的人 林书记')).toBeVisible()
      await page.waitForTimeout(400)
      await expectAccessible(page)
      await expectNoSideways(page)
      await shoot(page, `contacts-${camera}`)
      await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
      await page.getByRole('button', { name: '继续扫码' }).click()
      await page.getByRole('searchbox', { name: '码下面的 8 位数字' }).fill('8765 4323')
      await page.getByRole('button', { name: '查' }).click()
      await expect(page.getByText('中区 33 号 · 共 1 袋')).toBeVisible()
      await page.getByRole('button', { name: '有问题' }).click()
      await page.getByRole('button', { name: /^家里没人应/ }).click()
      await expect.poll(() => told.rows.map(({ act }) => act)).toEqual(['failed'])
    })
  })

for (const look of ['light', 'dark', 'elder'] as const)
  test(`a run and its verdicts are readable and accessible, ${look}`, async () => {
    test.setTimeout(120_000)
    await withBrowser(await film('looks', [voucherOf(FIRST, OURS.privateKey), 2]), async (browser) => {
      const { page } = await onTheWay(browser, look === 'elder' ? 'elder' : 'normal')
      await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' })
      const inspect = async (name: string) => {
        await page.waitForTimeout(300)
        await expectAccessible(page)
        await expectNoSideways(page)
        await shoot(page, `${name}-${look}`)
      }
      await inspect('run')
      await page.getByRole('button', { name: /^中区 33 号/ }).click()
      await inspect('stop')
      await page.getByRole('button', { name: '没送成' }).click()
      await inspect('failed')
      await page.getByRole('button', { name: '关闭', exact: true }).click()
      await page.getByRole('button', { name: '扫码交付' }).click()
      await expect(page.getByText('可以交付')).toBeVisible({ timeout: 20_000 })
      await inspect('ok')
      await page.getByRole('button', { name: '有问题' }).click()
      await inspect('trouble')
      await page.getByRole('button', { name: /^少了东西/ }).click()
      await inspect('missing')
    })
  })

for (const look of ['light', 'dark', 'elder'] as const)
  test(`labels before the camera open their bags one after another, ${look}`, async () => {
    test.setTimeout(120_000)
    const [first, second] = [aBag(32), aBag(33)]
    const labels = [first, second].map(({ door }) => voucherOf(door.includes('32') ? FIRST : SECOND, OURS.privateKey))
    await withBrowser(await film(`labels-${look}`, [labels[0]!, 3], [labels[1]!, 3]), async (browser) => {
      const page = await openWindow(browser, { ...PHONE, baseURL: `http://127.0.0.1:${process.env['PORT']}` })
      const [faults, packed] = [watchFaults(page), new Set<string>()]
      const bags = () =>
        [first, second].map((bag) =>
          packed.has(bag.orderId) ? { ...bag, packedAt: NOW, packedByName: '网格员' } : bag,
        )
      await page.route('**/api/stalls/*/bags', (route) => {
        const piece = { gridId: uuidv7(), gridCode: '2-1', bags: bags(), packed: packed.size, totals: [] }
        return route.fulfill({ json: { pieces: [piece], mayPack: true, over: true } })
      })
      await page.route('**/api/bags/find', (route) => {
        const { code } = route.request().postDataJSON() as { code: string }
        return route.fulfill({ json: bags()[labels.indexOf(code)]! })
      })
      await page.route('**/api/orders/*/pack', (route) => {
        packed.add(/orders\/([^/]+)\/pack/.exec(route.request().url())![1]!)
        return route.fulfill({ json: bags()[0]! })
      })
      await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' })
      await enterPhone(page, /李网格员/)
      if (look === 'elder') await page.getByRole('button', { name: '换成大字版' }).click()
      await page.goto(`/#/supplies/packing/packing?id=${uuidv7()}`)
      await page.getByRole('button', { name: '扫标签' }).click()
      while (packed.size < 2) {
        const dialog = page.getByRole('dialog')
        await expect(dialog).toBeVisible({ timeout: 20_000 })
        await dialog.getByRole('switch', { name: '上海青 2斤' }).click()
        if (packed.size === 0) {
          await page.waitForTimeout(400)
          await expectAccessible(page)
          await expectNoSideways(page)
          await shoot(page, `label-${look}`)
        }
        const door = (await dialog.getAttribute('aria-label'))!
        const began = Date.now()
        await dialog.getByRole('button', { name: '装好了' }).click()
        // Gone, it leaves the camera to the next label, which may be read before anybody sees the frame.
        await expect(page.getByRole('dialog', { name: door })).toHaveCount(0)
        expect(Date.now() - began).toBeLessThan(1_000)
      }
      await shoot(page, `label-packed-${look}`)
      expect(faults).toEqual([])
    })
  })
