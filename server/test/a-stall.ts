import { moveStall, saveStall } from '@gezhong/shared/supplies/stalls/contract'
import { uuidv7 } from 'uuidv7'
import type { TestApp } from './app.ts'
import type { Persona } from './cast.ts'

let day = 0

/** What is sold for 1.50 a 斤, in halves, 20 斤 in all and 10 a household at most. */
export const CABBAGE = {
  name: '大白菜',
  aliases: ['白菜'],
  unit: '斤',
  priceFen: 150,
  stepMilli: 500,
  limitMilli: 10_000,
  offeredMilli: 20_000,
} as const

/** A stall of the grid that sells cabbage for two hours, each on a day of its own; published when `open`. */
export async function aStall(
  app: TestApp,
  keeper: Persona,
  gridId: string,
  { open = false }: { open?: boolean } = {},
): Promise<{ stallId: string; itemId: string }> {
  const [stallId, itemId] = [uuidv7(), uuidv7()]
  day += 1
  const hours = (count: number) => new Date(app.kernel.clock().getTime() + count * 3_600_000).toISOString()
  await keeper.call(saveStall, {
    params: { id: stallId },
    body: {
      gridId,
      day: new Date(Date.UTC(2022, 3, day)).toISOString().slice(0, 10),
      title: '爱心菜吧',
      cutOff: hours(2),
      deliverFrom: hours(4),
      deliverUntil: hours(8),
      revision: 0,
      items: [{ id: itemId, ...CABBAGE, aliases: [...CABBAGE.aliases] }],
    },
  })
  if (open) await keeper.call(moveStall, { params: { id: stallId }, body: { to: 'open' } })
  return { stallId, itemId }
}
