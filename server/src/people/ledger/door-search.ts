import { foldDoorText } from '@gezhong/shared/people/door'
import { readDoor } from '@gezhong/shared/people/door-free-text'
import { normalisePhone } from '@gezhong/shared/people/phone'
import { sql, type SQL } from 'drizzle-orm'
import type { Work } from '../../database/transact.ts'
import { doorOrder } from './door-order.ts'
import { phoneOfHousehold } from './phone-of-household.ts'
import { readHabits } from './written-fields.ts'

/*
 * What somebody types into the search box: part of a door, a door in any way of writing it, or a whole phone number.
 * `32号` finds 中区32号 and not 中区132号, as numbers are compared whole; while a number is still being typed (`中区3`)
 * its beginning counts. Part of a phone number finds nothing: numbers are not kept readable.
 */

const endsInNumber = (text: string) => /\d$/.test(text)

/** `door` and `order` are the columns of the table that is searched. */
function matchesDoor(typed: string, placeNames: readonly string[], door: SQL, order: SQL): SQL[] {
  const text = foldDoorText(typed).replaceAll(' ', '')
  const readings = readDoor(typed, { placeNames }).map((reading) => sql`strpos(${order}, ${doorOrder(reading)}) > 0`)
  if (text === '') return readings
  if (endsInNumber(text) || !/\d/.test(text)) return [sql`strpos(${door}, ${text}) > 0`, ...readings]
  return [sql`strpos(${order}, ${doorOrder(text)}) > 0`, ...readings]
}

const anyOf = (conditions: readonly SQL[]): SQL =>
  conditions.length === 0 ? sql`false` : sql`(${sql.join([...conditions], sql` OR `)})`

/** The condition for households, or undefined when nothing was typed. */
export async function householdMatch(work: Work, typed: string | undefined): Promise<SQL | undefined> {
  if (typed === undefined || typed.trim() === '') return undefined
  const { placeNames, areaCode } = await readHabits(work)
  const conditions = matchesDoor(typed, placeNames, sql`household.door`, sql`household.door_order`)
  const phone = normalisePhone(typed, areaCode)
  if (phone !== null) conditions.push(phoneOfHousehold(sql`${work.vault.phoneIndex(work.communityId, phone)}`))
  return anyOf(conditions)
}

/** The condition for buildings: their door, or one of their codes. */
export async function buildingMatch(work: Work, typed: string | undefined): Promise<SQL | undefined> {
  if (typed === undefined || typed.trim() === '') return undefined
  const { placeNames } = await readHabits(work)
  const code = typed.trim().toUpperCase()
  return anyOf([
    ...matchesDoor(typed, placeNames, sql`building.door`, sql`building.door_order`),
    sql`building.unit_code = ${code}`,
    sql`building.parcel_code = ${code}`,
  ])
}
