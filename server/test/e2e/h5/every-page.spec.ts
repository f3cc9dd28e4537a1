import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { uuidv7 } from 'uuidv7'
import { askAs, type Asker } from '../both/round-numbers.ts'
import { enterPhone, expectAccessible, expectNoSideways, openWindow, PHONE, watchFaults } from '../people.ts'

const LOOKS = ['light', 'dark', 'elder'] as const

interface Village {
  pcr: string
  antigen: string
  grid: string
  household: string
  exemption: string
  stall: string
}

/** Who opens a page, and with what in its address. */
type Way = readonly [who: 'resident' | 'worker' | 'lead', asked?: (village: Village) => string]

const WHO = {
  resident: '以居民许阿治的身份进入',
  worker: '以网格员黄网格员的身份进入',
  lead: '以网格长陈网格长的身份进入',
}

const at = ({ grid }: Village) => `?grid=${grid}`
const antigenAt = ({ antigen, grid }: Village) => `?round=${antigen}&grid=${grid}`

/** Every page: one that is missing here makes the test fail. */
const PAGES: Record<string, Way> = {
  'home/today/today': ['resident'],
  'home/mine/mine': ['resident'],
  'home/slip/slip': ['resident'],
  'home/proxies/proxies': ['resident'],
  'home/privacy/privacy': ['resident'],
  'home/own-data/own-data': ['resident'],
  'home/delete-account/delete-account': ['resident'],
  'home/join/join': ['resident'],
  'home/credential/credential': ['worker'],
  'home/share/shared': ['resident', ({ grid }) => `?community=${uuidv7()}&grid=${grid}`],
  'people/report/report': ['resident', ({ pcr, household }) => `?roll=${pcr}&household=${household}`],
  'people/antigen/antigen': ['resident', ({ antigen, household }) => `?round=${antigen}&household=${household}`],
  'people/sampling/sampling': ['worker', ({ pcr, grid }) => `?round=${pcr}&grid=${grid}`],
  'people/calls/calls': ['worker', at],
  'people/kits/kits': ['worker', antigenAt],
  'people/self-tests/self-tests': ['worker', antigenAt],
  'people/exemptions/exemptions': ['lead'],
  'people/roll/roll': ['worker', ({ pcr, grid }) => `?roll=${pcr}&grid=${grid}&state=missing`],
  'people/chain/chain': ['worker', ({ pcr, grid }) => `?roll=${pcr}&grid=${grid}`],
  'people/differences/differences': ['worker', at],
  'people/home-requests/home-requests': ['worker', at],
  'people/corrections/corrections': ['worker', at],
  'supplies/stalls/stalls': ['resident'],
  'supplies/stall/stall': ['resident', ({ stall }) => `?id=${stall}`],
  'supplies/orders/orders': ['worker', ({ stall }) => `?id=${stall}`],
  'supplies/packing/packing': ['worker', ({ stall }) => `?id=${stall}`],
  'supplies/dues/dues': ['worker', ({ stall }) => `?id=${stall}`],
  'supplies/order-chain/order-chain': ['worker', ({ stall, grid }) => `?id=${stall}&grid=${grid}`],
  'supplies/run/run': ['worker'],
  'home/second-factor/second-factor': ['lead'],
  'home/sign-in/sign-in': ['resident'],
}

async function pagesOfApp(): Promise<string[]> {
  const config = await readFile(new URL('../../../../miniapp/src/app.config.ts', import.meta.url), 'utf8')
  const [main = '', ...packages] = config.split('root:')
  const home = [...main.matchAll(/'(home\/[\w/-]+)'/g)].map(([, path]) => path!)
  const others = packages.flatMap((part) => {
    const [, root] = /'([a-z]+)'/.exec(part)!
    const [inside = ''] = part.split(']')
    return [...inside.matchAll(/'([a-z][a-z-]*\/[a-z][a-z-]*)'/g)].map(([, path]) => `${root}/${path}`)
  })
  return [...home, ...others]
}

/** A round of each kind, with something in everything: a sample, kits, a test that was told, somebody excused. */
async function fill(secretary: Asker, worker: Asker, resident: Asker): Promise<Village> {
  const { grids } = await secretary.read<{ grids: { id: string; code: string }[] }>('/api/grids')
  const [grid, pcr, antigen] = [grids.find(({ code }) => code === '2')!.id, uuidv7(), uuidv7()]
  const window = { startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 3_600_000).toISOString() }
  const whole = { gridId: null, ...window }
  await secretary.send('/api/rounds', { ...whole, id: pcr, title: '第4轮核酸', method: 'pcr', tubeSize: 10 })
  await secretary.send('/api/rounds', { ...whole, id: antigen, title: '第2轮抗原', method: 'antigen', tubeSize: 1 })
  const { households } = await resident.read<{ households: { household: { id: string } }[] }>('/api/my/households')
  const household = households[0]!.household.id
  const now = new Date().toISOString()
  const kits = { id: uuidv7(), householdId: household, kits: 3, handedAt: now }
  await worker.send(`/api/rounds/${antigen}/kits`, { sentAt: now, gridId: grid, handed: [kits], undone: [] })
  const told = { householdId: household, residentId: null, people: 1, takenAt: now, sentAt: now }
  await worker.send(`/api/rounds/${antigen}/self-tests`, {
    ...told,
    id: uuidv7(),
    result: 'negative',
    noPhoto: 'no-phone',
  })
  const tube = { id: uuidv7(), gridId: grid, code: `W${Date.now()}`, openedAt: now }
  const swab = { id: uuidv7(), tubeId: tube.id, householdId: household, residentId: null, outsider: null }
  const samples = [{ ...swab, people: 1, takenAt: now }]
  await worker.send(`/api/rounds/${pcr}/samples`, { sentAt: now, tubes: [tube], samples, undone: [] })
  const day = now.slice(0, 10)
  const untilDay = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10)
  const term = { reason: 'away', fromDay: day, untilDay, note: '去外地看病' }
  const exemption = uuidv7()
  await resident.send('/api/exemptions', {
    id: exemption,
    householdId: household,
    residentId: null,
    people: 1,
    ...term,
  })
  const { notices } = await resident.read<{ notices: { kind: string; version: number }[] }>('/api/notices')
  for (const { kind, version } of notices)
    await resident.send(`/api/notices/${kind}/answer`, { version, agreed: true, via: 'browser' })
  const stalls = await worker.read<{ rows: { id: string }[] }>('/api/stalls?state=open')
  return { pcr, antigen, grid, household, exemption, stall: stalls.rows[0]!.id }
}

async function inspect(page: Page, path: string, look: (typeof LOOKS)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light' })
  await expect(page.getByRole('heading', { level: 1 }).last(), path).toBeVisible()
  await page.waitForTimeout(400)
  await expectAccessible(page)
  await expectNoSideways(page)
  await page.screenshot({ path: `screenshots/page-${path.split('/').pop()}-${look}.png`, fullPage: true })
}

/** As the switch on the first page leaves it. */
const readIn = (page: Page, size: 'normal' | 'elder') =>
  page.evaluate(
    (value) => localStorage.setItem('gezhong:device:reading-size', JSON.stringify({ data: { version: 1, value } })),
    size,
  )

test('every page is in the list', async () => {
  expect(Object.keys(PAGES).toSorted()).toEqual((await pagesOfApp()).toSorted())
})

for (const who of ['worker', 'lead', 'resident'] as const)
  test(`each page that a ${who} opens is accessible in every look`, async ({ browser, request }) => {
    test.setTimeout(420_000)
    const [secretary, worker, resident] = [
      await askAs(request, 'secretary'),
      await askAs(request, 'worker2'),
      await askAs(request, 'resident2'),
    ]
    const village = await fill(secretary, worker, resident)
    try {
      const page = await openWindow(browser, PHONE)
      const faults = watchFaults(page)
      await enterPhone(page, WHO[who])
      for (const [no, [path, [whose, asked]]] of Object.entries(PAGES).entries()) {
        if (whose !== who) continue
        // Another address, so that the page is loaded anew and not only gone to.
        const address = (size: string) => `/?${no}-${size}#/${path}${asked?.(village) ?? ''}`
        await readIn(page, 'normal')
        await page.goto(address('normal'))
        await inspect(page, path, 'light')
        await inspect(page, path, 'dark')
        await readIn(page, 'elder')
        await page.goto(address('elder'))
        await expect(page.locator('.elder').first(), path).toBeVisible()
        await inspect(page, path, 'elder')
      }
      expect(faults).toEqual([])
      await page.context().close()
    } finally {
      await resident.send(`/api/exemptions/${village.exemption}/end`, {})
      for (const id of [village.pcr, village.antigen])
        await secretary.send(`/api/rolls/${id}/state`, { state: 'closed' })
    }
  })
