import { civilDay } from '@gezhong/shared/civil-day'
import type { Grid } from '@gezhong/shared/grid/communities/contract'
import { uuidv7 } from 'uuidv7'

const HOUR = 3_600_000
export const THINGS = 200
export const CARRIER = '以网格员黄网格员的身份进入'
const BAGS = 12

const at = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString()

/** Somebody of the demo village who asks the interface without a page. */
async function askAs(base: string, name: string) {
  const send = async (method: string, path: string, body?: object, token?: string) => {
    const headers = {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    }
    const reply = await fetch(base + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`)
    return (await reply.json()) as never
  }
  const { token } = await send('POST', '/api/demo/sign-in', { name })
  return <Reply>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Reply> =>
    send(method, path, body, token)
}

type Ask = Awaited<ReturnType<typeof askAs>>

async function openStall(ask: Ask, gridId: string, day: string, items: readonly object[]): Promise<string> {
  const id = uuidv7()
  const times = { cutOff: at(1), deliverFrom: at(0), deliverUntil: at(4) }
  await ask('PUT', `/api/stalls/${id}`, { gridId, day, title: '爱心菜吧', ...times, revision: 0, items })
  await ask('POST', `/api/stalls/${id}/state`, { to: 'open' })
  return id
}

const item = (name: string) => ({
  id: uuidv7(),
  name,
  aliases: [],
  unit: '斤',
  priceFen: 150,
  stepMilli: 500,
  limitMilli: 10_000,
  offeredMilli: 200_000,
})

async function grid2(ask: Ask): Promise<string> {
  const { grids } = await ask<{ grids: Grid[] }>('GET', '/api/grids')
  return grids.find(({ code }) => code === '2')!.id
}

const dayIn = (days: number): string => civilDay(new Date(Date.now() + days * 24 * HOUR))

/** The address of a stall with that many things on its menu. */
export async function aStallOf(base: string): Promise<string> {
  const ask = await askAs(base, 'lead2')
  const items = Array.from({ length: THINGS }, (_, number) => item(`蔬菜 ${number + 1}`))
  return `/#/supplies/stall/stall?id=${await openStall(ask, await grid2(ask), dayIn(20), items)}`
}

/** A run that is the carrier's to walk, and the codes of its bags. */
export async function aRunOf(base: string): Promise<{ digits: string; shortCode: string }[]> {
  const ask = await askAs(base, 'lead2')
  const gridId = await grid2(ask)
  const cabbage = item('大白菜')
  const stallId = await openStall(ask, gridId, dayIn(21), [cabbage])
  const { rows } = await ask<{ rows: { id: string }[] }>('GET', `/api/households?grid=${gridId}&size=${BAGS}`)
  const lines = [{ itemId: cabbage.id, milli: 1000, priceFen: 150 }]
  const orders = rows.map(({ id: householdId }) => ({ id: uuidv7(), stallId, householdId, revision: 0, lines }))
  for (const order of orders) await ask('POST', '/api/orders', order)
  await ask('POST', `/api/stalls/${stallId}/state`, { to: 'closed' })
  const proposal = `/api/stalls/${stallId}/run-proposal?grid=${gridId}`
  const { stops } = await ask<{ stops: { voucherId: string }[] }>('GET', proposal)
  const { carriers } = await ask<{ carriers: { accountId: string; displayName: string }[] }>(
    'GET',
    `/api/stalls/${stallId}/carriers?grid=${gridId}`,
  )
  const carrierId = carriers.find(({ displayName }) => CARRIER.includes(displayName))!.accountId
  const voucherIds = stops.map(({ voucherId }) => voucherId)
  await ask('PUT', `/api/runs/${uuidv7()}`, { stallId, gridId, carrierId, revision: 0, voucherIds })
  const codes: { digits: string; shortCode: string }[] = []
  for (const { id } of orders) {
    const { voucher } = await ask<{ voucher: { digits: string; shortCode: string } }>(
      'GET',
      `/api/orders/${id}/voucher`,
    )
    codes.push(voucher)
  }
  return codes
}
