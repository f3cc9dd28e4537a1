import {
  BOARD_BUILDINGS,
  BOARD_STALLS,
  type BoardStall,
  type boardBuildings,
  type listUndelivered,
  type Purchase,
  type supplyBoard,
  type Undelivered,
} from '@gezhong/shared/supplies/board/contract'
import { canKeepStall } from '@gezhong/shared/supplies/policy'
import type { Stall } from '@gezhong/shared/supplies/stalls/contract'
import { isClosed } from '@gezhong/shared/supplies/stalls/selling'
import type { z } from 'zod'
import { instantText } from '../../database/instant-text.ts'
import type { Work } from '../../database/transact.ts'
import { placeOf } from '../runs/proposal.ts'
import { keptRuns } from '../runs/service.ts'
import { list as listStalls, nextDay } from '../stalls/service.ts'
import {
  countUndelivered,
  readBuildings,
  readNumbers,
  readToLookAt,
  readUndelivered,
  readWanted,
  type Asked,
  type UndeliveredView,
  type WantedItem,
} from './queries.ts'

type Day = z.output<(typeof supplyBoard)['query']>

/** The stalls of a day that the asker sees; one that was called off is no part of it. */
export async function stallsOfDay(work: Work, { day }: Day): Promise<{ day: string; stalls: Stall[] }> {
  const of = day ?? (await nextDay(work))
  const { rows } = await listStalls(work, { day: of, page: 1, size: BOARD_STALLS })
  return { day: of, stalls: rows.filter(({ state }) => state !== 'called-off') }
}

const askedOf = ({ communityId, now }: Work, stalls: readonly Stall[]): Asked => ({
  communityId,
  stallIds: stalls.map(({ id }) => id),
  now,
})

const NONE = { packed: 0, assigned: 0, delivered: 0, failed: 0, late: 0 }

export async function board(work: Work, query: Day) {
  const { day, stalls } = await stallsOfDay(work, query)
  const asked = askedOf(work, stalls)
  const numbers = new Map((await readNumbers(work.db, asked)).map(({ stall_id: id, ...row }) => [id, row]))
  const wanted = await readWanted(work.db, asked)
  const toLookAt = new Map((await readToLookAt(work.db, asked)).map((row) => [row.stall_id, row]))
  const present = (stall: Stall): BoardStall => {
    const items = wanted.filter(({ stall_id: id }) => id === stall.id)
    return {
      ...stall,
      ...(numbers.get(stall.id) ?? NONE),
      kinds: items.length,
      arrived: items.filter(({ arrived_milli: milli }) => milli !== null).length,
      crossings: toLookAt.get(stall.id)!.crossings,
      openCases: toLookAt.get(stall.id)!.open_cases,
    }
  }
  return {
    day,
    now: work.now.toISOString(),
    stalls: stalls.map(present),
    runs: await keptRuns(work, asked.stallIds),
  }
}

export async function buildings(work: Work, query: z.output<(typeof boardBuildings)['query']>) {
  const { stalls } = await stallsOfDay(work, query)
  const rows = await readBuildings(work.db, askedOf(work, stalls.filter(isClosed)), BOARD_BUILDINGS + 1)
  return {
    buildings: rows.slice(0, BOARD_BUILDINGS).map(({ footprint, ...row }) => ({
      buildingId: row.building_id,
      runId: row.run_id,
      place: placeOf({ footprint }),
      bags: row.bags,
      delivered: row.delivered,
      failed: row.failed,
      late: row.late,
    })),
    more: rows.length > BOARD_BUILDINGS,
  }
}

/** What came is counted for a whole stall, so it stands beside what was ordered at stalls that the asker keeps. */
export async function purchases(work: Work, stalls: readonly Stall[]): Promise<Purchase[]> {
  const kept = stalls.filter(({ gridCode }) => canKeepStall(work.actor, gridCode))
  const codeOf = new Map(kept.map(({ id, gridCode }) => [id, gridCode]))
  const goods = new Map<string, WantedItem[]>()
  for (const item of await readWanted(work.db, askedOf(work, kept))) {
    const key = `${item.name} ${item.unit}`
    goods.set(key, [...(goods.get(key) ?? []), item])
  }
  const sum = (items: readonly WantedItem[], of: (item: WantedItem) => number) =>
    items.reduce((total, item) => total + of(item), 0)
  return [...goods.values()].map((items) => ({
    name: items[0]!.name,
    unit: items[0]!.unit,
    orderedMilli: sum(items, (item) => item.ordered_milli),
    arrivedMilli: items.some((item) => item.arrived_milli === null) ? null : sum(items, (item) => item.arrived_milli!),
    amountFen: sum(items, (item) => item.amount_fen),
    stalls: items.map((item) => ({
      stallId: item.stall_id,
      gridCode: codeOf.get(item.stall_id)!,
      orderedMilli: item.ordered_milli,
      arrivedMilli: item.arrived_milli,
    })),
  }))
}

const presentUndelivered = (row: UndeliveredView): Undelivered => ({
  orderId: row.order_id,
  stallId: row.stall_id,
  stallTitle: row.stall_title,
  householdId: row.household_id,
  door: row.door,
  gridCode: row.grid_code,
  priority: row.priority,
  deliverUntil: instantText(row.deliver_until)!,
  isLate: row.over,
  packed: row.packed,
  carrierName: row.carrier_name,
  runState: row.run_state,
  failedWhy: row.failed_why,
  tries: row.tries,
})

type Page = Omit<z.output<(typeof listUndelivered)['query']>, 'day'>

export async function undelivered(work: Work, stalls: readonly Stall[], { kind, page, size }: Page) {
  const filter = { ...askedOf(work, stalls.filter(isClosed)), kind }
  const rows = await readUndelivered(work.db, filter, { page, size })
  return { rows: rows.map(presentUndelivered), total: await countUndelivered(work.db, filter) }
}
