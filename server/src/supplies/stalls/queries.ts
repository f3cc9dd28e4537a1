import type { StallState } from '@gezhong/shared/supplies/stalls/contract'
import { and, eq, getTableColumns, sql, type SQL } from 'drizzle-orm'
import { idList, textList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { columnsOf, prepared } from '../../database/prepared.ts'
import { grid } from '../../grid/communities/tables.ts'
import { stall, stallItem } from './tables.ts'

export type StallRow = typeof stall.$inferSelect
export type StallItemRow = typeof stallItem.$inferSelect

/** Where somebody orders and sells: the codes of grids whose stalls they see, and of those whose stalls they keep. */
export interface Places {
  /** Of the households they order for. A stall of this grid or of one above it sells to them. */
  homes: readonly string[]
  /** Of their posts. */
  posts: readonly string[]
  whole: boolean
}

/** Codes of the grids in which these households lie, or the households of these buildings. */
export async function readHomeCodes(
  db: Db,
  communityId: string,
  householdIds: readonly string[],
  buildingIds: readonly string[],
): Promise<string[]> {
  const { rows } = await db.execute<{ code: string }>(sql`
    SELECT DISTINCT grid.code FROM household
    JOIN grid ON grid.community_id = household.community_id AND grid.id = household.grid_id
    WHERE household.community_id = ${communityId} AND household.removed_at IS NULL
      AND (household.id = ANY (${idList(householdIds)}) OR household.building_id = ANY (${idList(buildingIds)}))`)
  return rows.map(({ code }) => code)
}

const sellsTo = (homes: readonly string[]): SQL =>
  sql`EXISTS (SELECT 1 FROM unnest(${textList(homes)}) home WHERE home = grid.code OR starts_with(home, grid.code || '-'))`
const liesIn = (posts: readonly string[]): SQL =>
  sql`EXISTS (SELECT 1 FROM unnest(${textList(posts)}) post WHERE post = grid.code OR starts_with(grid.code, post || '-'))`

/** A draft is seen by those who keep the stall, everything else also by those to whom it sells. */
function isSeen({ homes, posts, whole }: Places): SQL {
  if (whole) return sql`true`
  return sql`(${liesIn(posts)} OR (stall.state <> 'draft' AND ${sellsTo([...homes, ...posts])}))`
}

export interface StallView extends Record<string, unknown> {
  id: string
  grid_id: string
  grid_code: string
  day: string
  title: string
  note: string
  pay_code: string | null
  state: StallState
  cut_off: Date
  deliver_from: Date
  deliver_until: Date
  revision: number
  opened_at: Date | null
  orders: number
  amount_fen: number
}

export interface StallFilter {
  ids?: readonly string[] | undefined
  day?: string | undefined
  since?: string | undefined
  grid?: string | undefined
  state?: StallState | undefined
  /** Codes of grids; only stalls that sell to one of them. */
  sellsTo?: readonly string[] | undefined
}

function stallsFrom(
  communityId: string,
  places: Places,
  { ids, day, since, grid, state, sellsTo: homes }: StallFilter,
): SQL {
  const all = [sql`stall.community_id = ${communityId}`, isSeen(places)]
  if (ids !== undefined) all.push(sql`stall.id = ANY (${idList(ids)})`)
  if (day !== undefined) all.push(sql`stall.day = ${day}::date`)
  if (since !== undefined) all.push(sql`stall.day >= ${since}::date`)
  if (grid !== undefined) all.push(sql`stall.grid_id = ${grid}`)
  if (state !== undefined) all.push(sql`stall.state = ${state}`)
  if (homes !== undefined) all.push(sellsTo(homes))
  return sql`FROM stall JOIN grid ON grid.community_id = stall.community_id AND grid.id = stall.grid_id
    WHERE ${sql.join(all, sql` AND `)}`
}

/** Orders and what is due are counted in the asker's scope, as row security shows them. */
export async function readStalls(
  db: Db,
  communityId: string,
  places: Places,
  filter: StallFilter,
  { page, size }: { page: number; size: number },
): Promise<StallView[]> {
  const { rows } = await db.execute<StallView>(sql`
    WITH seen AS (
      SELECT stall.*, grid.code AS grid_code ${stallsFrom(communityId, places, filter)}
      ORDER BY stall.day DESC, stall.deliver_from DESC, length(grid.code), grid.code, stall.id LIMIT ${size} OFFSET ${(page - 1) * size})
    SELECT seen.id, seen.grid_id, seen.grid_code, seen.day::text, seen.title, seen.note, seen.pay_code, seen.state,
      seen.cut_off, seen.deliver_from, seen.deliver_until, seen.revision, seen.opened_at,
      count(stall_order.id)::int AS orders, coalesce(sum(stall_order.amount_fen), 0)::int AS amount_fen
    FROM seen LEFT JOIN stall_order ON stall_order.community_id = ${communityId}
      AND stall_order.stall_id = seen.id AND stall_order.state = 'placed'
    GROUP BY seen.id, seen.grid_id, seen.grid_code, seen.day, seen.title, seen.note, seen.pay_code, seen.state,
      seen.cut_off, seen.deliver_from, seen.deliver_until, seen.revision, seen.opened_at
    ORDER BY seen.day DESC, seen.deliver_from DESC, length(seen.grid_code), seen.grid_code, seen.id`)
  return rows
}

/** The first day from this one on that has a stall. */
export async function readNextDay(db: Db, communityId: string, places: Places, since: string): Promise<string | null> {
  const { rows } = await db.execute<{ day: string | null }>(
    sql`SELECT min(stall.day)::text AS day ${stallsFrom(communityId, places, { since })}`,
  )
  return rows[0]!.day
}

export async function countStalls(db: Db, communityId: string, places: Places, filter: StallFilter): Promise<number> {
  const { rows } = await db.execute<{ total: number }>(
    sql`SELECT count(*)::int AS total ${stallsFrom(communityId, places, filter)}`,
  )
  return rows[0]!.total
}

/** With the code of its grid. Held for `update`: alone with it, also before those who are ordering. */
export async function findStall(db: Db, communityId: string, id: string, hold?: 'update') {
  const asked = db
    .select({ ...getTableColumns(stall), gridCode: grid.code })
    .from(stall)
    .innerJoin(grid, and(eq(grid.communityId, stall.communityId), eq(grid.id, stall.gridId)))
    .where(and(eq(stall.communityId, communityId), eq(stall.id, id)))
  const [row] = await (hold === undefined ? asked : asked.for(hold, { of: stall }))
  return row
}

interface HeldStall extends Pick<StallRow, 'state' | 'cutOff' | 'sharedAt'> {
  gridCode: string
}

const stallHeld = prepared<HeldStall>(`
  SELECT stall.state, stall.cut_off AS "cutOff", stall.shared_at AS "sharedAt", grid.code AS "gridCode"
  FROM stall JOIN grid ON grid.community_id = stall.community_id AND grid.id = stall.grid_id
  WHERE stall.community_id = $1 AND stall.id = $2 FOR KEY SHARE OF stall`)

/** Held by somebody who orders, beside others who do. */
export async function holdStall(db: Db, communityId: string, id: string): Promise<HeldStall | undefined> {
  return (await stallHeld(db, [communityId, id]))[0]
}

export async function addStall(db: Db, row: StallRow): Promise<void> {
  await db.insert(stall).values(row)
}

export async function changeStall(
  db: Db,
  communityId: string,
  id: string,
  change: Partial<Omit<StallRow, 'communityId' | 'id'>>,
): Promise<void> {
  await db
    .update(stall)
    .set(change)
    .where(and(eq(stall.communityId, communityId), eq(stall.id, id)))
}

/** An item with what is left of it for anybody; null where there is no end of it. */
export type ItemOnSale = StallItemRow & { leftMilli: number | null }

const itemsOnSale = prepared<ItemOnSale>(`
  SELECT ${columnsOf(stallItem)}, CASE WHEN stall_item.offered_milli IS NOT NULL THEN stock.left_milli END AS "leftMilli"
  FROM stall_item LEFT JOIN stock ON stock.community_id = stall_item.community_id AND stock.item_id = stall_item.id
  WHERE stall_item.community_id = $1 AND stall_item.stall_id = $2
  ORDER BY stall_item.position, stall_item.id`)

/** Also those no longer sold. */
export const readItems = (db: Db, communityId: string, stallId: string): Promise<ItemOnSale[]> =>
  itemsOnSale(db, [communityId, stallId])

export type ItemName = Pick<StallItemRow, 'id' | 'name' | 'unit'>

/** Of several stalls, also those no longer sold. */
export async function readItemNames(db: Db, communityId: string, stallIds: readonly string[]): Promise<ItemName[]> {
  return db
    .select({ id: stallItem.id, name: stallItem.name, unit: stallItem.unit })
    .from(stallItem)
    .where(and(eq(stallItem.communityId, communityId), sql`${stallItem.stallId} = ANY (${idList(stallIds)})`))
}

export interface Ordered {
  milli: number
  amountFen: number
}

/** How much of each item is ordered and what is owed for it, in the asker's scope. */
export async function readOrdered(db: Db, communityId: string, stallId: string): Promise<Map<string, Ordered>> {
  const { rows } = await db.execute<{ item_id: string; milli: number; amount_fen: number }>(sql`
    SELECT stall_order_line.item_id, sum(stall_order_line.milli)::int AS milli,
      sum(stall_order_line.amount_fen)::int AS amount_fen
    FROM stall_order JOIN stall_order_line ON stall_order_line.community_id = stall_order.community_id
      AND stall_order_line.order_id = stall_order.id
    WHERE stall_order.community_id = ${communityId} AND stall_order_line.community_id = ${communityId}
      AND stall_order.stall_id = ${stallId} AND stall_order.state = 'placed'
    GROUP BY stall_order_line.item_id`)
  return new Map(rows.map(({ item_id: id, milli, amount_fen: amountFen }) => [id, { milli, amountFen }]))
}

/** Adds or changes an item; false when the id belongs to another stall's. Elevated. */
export async function putItem(db: Db, row: StallItemRow): Promise<boolean> {
  const { communityId: _, stallId, id: __, ...changed } = row
  const written = await db
    .insert(stallItem)
    .values(row)
    .onConflictDoUpdate({
      target: [stallItem.communityId, stallItem.id],
      set: changed,
      setWhere: eq(stallItem.stallId, stallId),
    })
    .returning({ id: stallItem.id })
  return written.length > 0
}

/** No longer sold. Elevated. */
export async function removeItem(db: Db, communityId: string, id: string): Promise<void> {
  await db
    .update(stallItem)
    .set({ removed: true })
    .where(and(eq(stallItem.communityId, communityId), eq(stallItem.id, id)))
}
