import { foldName } from '@gezhong/shared/people/import/result-rows'
import { sql } from 'drizzle-orm'
import type { Db } from '../../database/pool.ts'
import type { Work } from '../../database/transact.ts'
import { Turns } from '../../turns.ts'
import type { Claim, Known, KnownHousehold, KnownResident, KnownTube } from './match.ts'
import type { Subject } from '@gezhong/shared/people/results/outcome'

const textList = (texts: readonly string[]) => sql`${JSON.stringify(texts)}::jsonb`

interface TubeRow extends Record<string, unknown> {
  id: string
  code: string
  opened_at: Date
  resident_id: string | null
  name_sealed: Buffer | null
  in_it: boolean
}

async function readTubes(db: Db, communityId: string, codes: readonly string[]): Promise<TubeRow[]> {
  const { rows } = await db.execute<TubeRow>(sql`
    SELECT tube.id, tube.code, tube.opened_at, sample.resident_id, resident.name_sealed, sample.id IS NOT NULL AS in_it
    FROM tube
    LEFT JOIN sample ON sample.community_id = tube.community_id AND sample.tube_id = tube.id
      AND sample.undone_at IS NULL
    LEFT JOIN resident ON resident.community_id = sample.community_id AND resident.id = sample.resident_id
    WHERE tube.community_id = ${communityId}
      AND tube.code IN (SELECT jsonb_array_elements_text(${textList(codes)}))
    ORDER BY tube.opened_at, tube.id`)
  return rows
}

interface HouseholdRow extends Record<string, unknown> {
  id: string
  door: string
  headcount: number | null
  phone_indexes: string[]
}

interface ResidentRow extends Record<string, unknown> {
  id: string
  household_id: string
  name_sealed: Buffer | null
}

/** The tubes with these codes, by code, with who is in them. */
async function tubesWithCodes(
  { db, communityId, vault }: Work,
  claims: readonly Claim[],
): Promise<Map<string, KnownTube[]>> {
  const codes = [...new Set(claims.flatMap(({ tubeCode }) => tubeCode ?? []))]
  const byId = new Map<string, { code: string; openedAt: number; names: (string | null)[] }>()
  if (codes.length > 0)
    for (const row of await readTubes(db, communityId, codes)) {
      const tube = byId.get(row.id) ?? { code: row.code, openedAt: new Date(row.opened_at).getTime(), names: [] }
      byId.set(row.id, tube)
      if (row.in_it)
        tube.names.push(row.name_sealed === null ? null : foldName(vault.open(communityId, row.name_sealed)))
    }
  const byCode = new Map<string, KnownTube[]>()
  for (const [id, { code, ...tube }] of byId) byCode.set(code, [...(byCode.get(code) ?? []), { id, ...tube }])
  return byCode
}

/** Only tubes: enough for rows that name one which has just arrived. */
export async function knownTubes(work: Work, claims: readonly Claim[]): Promise<Known> {
  const byCode = await tubesWithCodes(work, claims)
  return { tubes: (code) => byCode.get(code) ?? [], byPhone: () => [], byDoor: () => undefined, named: () => [] }
}

/** The community's people as a result file may name them. Held in memory for one file: names are readable only here. */
export async function knownPeople(work: Work, claims: readonly Claim[]): Promise<Known> {
  const { db, communityId, vault } = work
  const byCode = await tubesWithCodes(work, claims)
  const turns = new Turns()
  const { rows: homes } = await db.execute<HouseholdRow>(sql`
    SELECT id, door, headcount, phone_indexes FROM household
    WHERE community_id = ${communityId} AND removed_at IS NULL ORDER BY door_order, id`)
  const { rows: people } = await db.execute<ResidentRow>(sql`
    SELECT id, household_id, name_sealed FROM resident
    WHERE community_id = ${communityId} AND removed_at IS NULL ORDER BY id`)
  const residentsOf = new Map<string, KnownResident[]>()
  const byName = new Map<string, Subject[]>()
  for (const row of people) {
    const name = row.name_sealed === null ? null : foldName(vault.open(communityId, row.name_sealed))
    const there = residentsOf.get(row.household_id)
    if (there === undefined) residentsOf.set(row.household_id, [{ id: row.id, name }])
    else there.push({ id: row.id, name })
    if (name !== null) {
      const subject = { householdId: row.household_id, residentId: row.id }
      const namesakes = byName.get(name)
      if (namesakes === undefined) byName.set(name, [subject])
      else namesakes.push(subject)
    }
    if (turns.due) await turns.share()
  }
  const byDoor = new Map<string, KnownHousehold>()
  const byPhone = new Map<string, KnownHousehold[]>()
  for (const { id, door, headcount, phone_indexes: phones } of homes) {
    const home = { id, headcount, residents: residentsOf.get(id) ?? [] }
    byDoor.set(door, home)
    for (const phone of phones) byPhone.set(phone, [...(byPhone.get(phone) ?? []), home])
  }
  return {
    tubes: (code) => byCode.get(code) ?? [],
    byPhone: (index) => byPhone.get(index) ?? [],
    byDoor: (door) => byDoor.get(door),
    named: (name) => byName.get(name) ?? [],
  }
}
