import { expect, test } from '@playwright/test'
import type { Order } from '@gezhong/shared/supplies/orders/contract'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { uuidv7 } from 'uuidv7'
import { askAs } from '../both/round-numbers.ts'
import { enterPhone, expectAccessible, openWindow, PHONE, watchFaults } from '../people.ts'

/** As long as one person's own, a shop's with its parameters, and the longest that is taken. */
const LENGTHS = [46, 110, 250, 500]
const codeOf = (length: number) => 'https://qr.example.com/'.padEnd(length, 'aB3d')

for (const look of ['light', 'dark', 'elder'] as const)
  test(`who owes something sees the collector’s code whole, however long it is: ${look}`, async ({
    browser,
    request,
  }) => {
    const [worker, resident] = [await askAs(request, 'worker2'), await askAs(request, 'resident2')]
    const { rows } = await worker.read<{ rows: { id: string }[] }>('/api/stalls?state=open')
    const address = `/api/stalls/${rows[0]!.id}`
    const read = () => worker.read<StallWithItems>(address)
    const code = async (payCode: string | null) => worker.put(address, { ...(await read()), payCode })
    const mine = await resident.read<{ households: { household: { id: string } }[] }>('/api/my/households')
    const householdId = mine.households[0]!.household.id
    const held = async () =>
      (await resident.read<{ order: Order | null }>(`${address}/households/${householdId}/order`)).order
    const before = await held()
    const [first] = (await read()).items
    if (before?.state !== 'placed')
      await resident.send('/api/orders', {
        id: uuidv7(),
        stallId: rows[0]!.id,
        householdId,
        revision: before?.revision ?? 0,
        lines: [{ itemId: first!.id, milli: first!.stepMilli, priceFen: first!.priceFen }],
      })

    const smallest = { ...PHONE, viewport: { width: 320, height: 640 } }
    const page = await openWindow(browser, { ...smallest, colorScheme: look === 'dark' ? 'dark' : 'light' })
    const faults = watchFaults(page)
    await page.goto('/')
    if (look === 'elder') await page.getByRole('button', { name: '换成大字版' }).click()
    await enterPhone(page, '以居民许阿治的身份进入')
    const sheet = page.getByRole('dialog', { name: '转账付款' })
    for (const length of LENGTHS) {
      await code(codeOf(length))
      await page.goto(`/#/supplies/stall/stall?id=${rows[0]!.id}`)
      await page.reload()
      await page.getByRole('button', { name: '转账付款' }).click()
      const drawn = (await sheet.getByRole('img', { name: '收款码' }).boundingBox())!
      expect(drawn.x, `${length} letters`).toBeGreaterThanOrEqual(0)
      expect(drawn.x + drawn.width, `${length} letters`).toBeLessThanOrEqual(320)
      expect(drawn.width, `${length} letters, large`).toBeGreaterThan(160)
      await page.screenshot({ path: `screenshots/h5-pay-code-${length}-${look}.png`, animations: 'disabled' })
    }
    await expectAccessible(page)
    await code(null)
    const now = await held()
    if (before?.state !== 'placed') await resident.send(`/api/orders/${now!.id}/cancel`, { revision: now!.revision })
    expect(faults).toEqual([])
  })
