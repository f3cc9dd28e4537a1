import http from 'node:http'
import { uuidv7 } from 'uuidv7'

/*
 * Buyers in a process of their own, so that what asking costs is not taken for what answering does. Told what to buy and
 * where, they order for each household once and tell how it went.
 */

export interface Errand {
  address: string
  token: string
  stallId: string
  itemIds: readonly string[]
  householdIds: readonly string[]
  /** So many at a time. */
  buyers: number
  milliseconds: number
}

export interface Bought {
  perSecond: number
  /** How often each status was answered. */
  statuses: Record<number, number>
}

function order(agent: http.Agent, errand: Errand, householdId: string): Promise<number> {
  const lines = errand.itemIds.map((itemId) => ({ itemId, milli: 1000, priceFen: 350 }))
  const body = JSON.stringify({ id: uuidv7(), stallId: errand.stallId, householdId, revision: 0, lines })
  const headers = {
    authorization: `Bearer ${errand.token}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'idempotency-key': uuidv7(),
  }
  return new Promise((resolve, reject) => {
    const request = http.request(`${errand.address}/api/orders`, { agent, method: 'POST', headers }, (reply) => {
      reply.resume().on('end', () => resolve(reply.statusCode ?? 0))
    })
    request.on('error', reject).end(body)
  })
}

async function run(errand: Errand): Promise<Bought> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: errand.buyers })
  const statuses: Record<number, number> = {}
  const from = performance.now()
  let asked = 0
  const buyer = async () => {
    while (asked < errand.householdIds.length && performance.now() - from < errand.milliseconds) {
      const status = await order(agent, errand, errand.householdIds[asked++]!)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: errand.buyers }, buyer))
  const perSecond = (asked * 1000) / (performance.now() - from)
  agent.destroy()
  return { perSecond, statuses }
}

process.on('message', (errand: Errand) => void run(errand).then((bought) => process.send!(bought)))
