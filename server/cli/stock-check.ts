import { parseArgs } from 'node:util'
import { sayFen } from '@gezhong/shared/money'
import { MILLI } from '@gezhong/shared/supplies/amounts'
import { listCommunities } from '../src/database/communities.ts'
import { transactAsSystem, type Kernel } from '../src/database/transact.ts'
import { readCommunity } from '../src/grid/communities/queries.ts'
import { checkStock, type StockCheck } from '../src/supplies/stock/check.ts'
import type { Command } from './command.ts'
import { textTable } from './text-table.ts'
import { withKernel } from './with-kernel.ts'

const help = `Usage: npm run -s gezhong -- stock check [--json]

Counts every stall again from its rows: what is left of an item is the sum of its movements, and what was offered less
what is ordered; an order costs the sum of its lines.

  --json   one object per community: communityId, community, items, orders, stockFaults, orderFaults

Exit code: 0 everything balances, 1 something does not, 2 wrong usage.
`

type Checked = StockCheck & { communityId: string; community: string }

async function checkAll(kernel: Kernel): Promise<Checked[]> {
  const all: Checked[] = []
  for (const communityId of await listCommunities(kernel))
    all.push(
      await transactAsSystem(kernel, communityId, async ({ db }) => ({
        communityId,
        community: (await readCommunity(db, communityId))?.name ?? communityId,
        ...(await checkStock(db, communityId)),
      })),
    )
  return all
}

const COLUMNS = [
  { title: 'day' },
  { title: 'grid' },
  { title: 'what', max: 40 },
  { title: 'is', align: 'right' },
  { title: 'should be', align: 'right' },
] as const

function describe({ community, items, orders, stockFaults, orderFaults }: Checked): string {
  const wrong = stockFaults.length + orderFaults.length
  const head = `${community}: ${items} levels, ${orders} orders: ${wrong === 0 ? 'everything balances' : `${wrong} wrong`}`
  const units = (milli: number) => String(milli / MILLI)
  const rows = [
    ...stockFaults.map(({ day, gridCode, item, left, moved, should }) => [
      day,
      gridCode,
      left === should ? `${item} (movements)` : item,
      units(left === should ? moved : left),
      units(should),
    ]),
    ...orderFaults.map(({ day, gridCode, orderId, amountFen, linesFen }) => [
      day,
      gridCode,
      `order ${orderId}`,
      sayFen(amountFen),
      sayFen(linesFen),
    ]),
  ]
  return rows.length === 0 ? head : `${head}\n${textTable(COLUMNS, rows)}`
}

const command: Command = {
  help,
  async run(parameters, context) {
    const { values } = parseArgs({ args: parameters, options: { json: { type: 'boolean' } } })
    return withKernel(context, async (kernel) => {
      const all = await checkAll(kernel)
      for (const one of all) context.print(`${values.json ? JSON.stringify(one) : describe(one)}\n`)
      return all.every(({ stockFaults, orderFaults }) => stockFaults.length + orderFaults.length === 0) ? 0 : 1
    })
  },
}

export default command
