import { liesWithin } from '@gezhong/shared/actor'
import { CLOSED_SHOWN_HOURS, type HouseholdRounds, type OwnRound } from '@gezhong/shared/people/own-rounds/contract'
import { nearestSites } from '@gezhong/shared/people/own-rounds/nearest-sites'
import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { maskText } from '../../security/mask-text.ts'
import type { HouseholdView } from '../ledger/household-queries.ts'
import { readOwnHouseholds } from '../ledger/own-households.ts'
import { presentResident } from '../ledger/present.ts'
import { readResidents } from '../ledger/resident-queries.ts'
import { readRounds, readSites, type Held, type SiteRow } from '../rounds/queries.ts'
import { readAsks, readCover, readExcuses, readSampled, type ExcuseRow } from './queries.ts'
import { whoIsDue } from './who-is-due.ts'

const iso = (at: Date | string) => new Date(at).toISOString()
const excuseOf = (row: ExcuseRow | undefined) => row && { reason: row.reason, untilDay: row.until_day }

type Standing = Pick<OwnRound, 'due' | 'tested' | 'excused' | 'missing' | 'people' | 'unnamed'>

/** Null for a household that the round does not ask. */
async function standingIn(work: Work, { roll }: Held, householdId: string): Promise<Standing | null> {
  const { db, communityId } = work
  const cover = await readCover(db, communityId, roll, householdId)
  if (cover === undefined) return null
  const sampled = await readSampled(db, communityId, roll.id, householdId)
  const excuses = await readExcuses(db, communityId, roll, householdId)
  const residents = await readResidents(db, communityId, householdId)
  const timeOf = (id: string | null) => sampled.find((row) => row.resident_id === id)?.taken_at
  const excuseFor = (id: string | null) => excuseOf(excuses.findLast((row) => row.resident_id === id)) ?? null
  const sampledAt = (id: string | null) => {
    const at = timeOf(id)
    return at === undefined ? null : iso(at)
  }
  const { people, unnamed } = whoIsDue(
    cover,
    residents.map((resident) => {
      const { id, name, ageGroup } = presentResident(work, resident)
      return { residentId: id, name, ageGroup, sampledAt: sampledAt(id), excuse: excuseFor(id) }
    }),
  )
  return {
    due: cover.due,
    tested: cover.done,
    excused: cover.excused,
    missing: cover.missing,
    people,
    unnamed: { ...unnamed, sampledAt: sampledAt(null), excuse: excuseFor(null) },
  }
}

const presentSite = (row: SiteRow) => ({
  id: row.id,
  place: maskText(row.place),
  opensAt: iso(row.opensAt),
  closesAt: iso(row.closesAt),
})

interface Tree {
  codes: ReadonlyMap<string, string>
  sites: readonly SiteRow[]
}

/** The open rounds that ask this piece, newest first, and the one closed last. */
function roundsOf(held: readonly Held[], codes: Tree['codes'], code: string): Held[] {
  const asked = held.filter(({ roll }) => roll.gridId === null || liesWithin(code, codes.get(roll.gridId) ?? '-'))
  const closed = asked
    .filter(({ roll }) => roll.state === 'closed')
    .toSorted((one, other) => Number(other.roll.closedAt) - Number(one.roll.closedAt))
  return [...asked.filter(({ roll }) => roll.state === 'open'), ...closed.slice(0, 1)]
}

async function present(work: Work, held: Held, home: HouseholdView, { codes, sites }: Tree): Promise<OwnRound | null> {
  const { roll, round } = held
  const standing = await standingIn(work, held, home.id)
  if (standing === null) return null
  const placed = sites
    .filter(({ roundId }) => roundId === roll.id)
    .map((row) => ({ row, gridCode: codes.get(row.gridId) ?? '' }))
  return {
    id: roll.id,
    title: maskText(roll.title),
    method: round.method,
    state: roll.state,
    startsAt: iso(round.startsAt),
    endsAt: iso(round.endsAt),
    closedAt: roll.closedAt === null ? null : iso(roll.closedAt),
    ...standing,
    sites: nearestSites(placed, home.grid_code).map(({ row }) => presentSite(row)),
  }
}

/** The rounds of tests that ask the asker's own households, with who of each is due, and what it has asked for. */
export async function ownRounds(work: Work): Promise<HouseholdRounds[]> {
  const { db, communityId, now } = work
  const since = new Date(now.getTime() - CLOSED_SHOWN_HOURS * 3_600_000)
  const isShown = ({ roll }: Held) => roll.state === 'open' || (roll.closedAt !== null && roll.closedAt > since)
  const held = (await readRounds(db, communityId)).filter(isShown)
  const sites = await readSites(
    db,
    communityId,
    held.map(({ roll }) => roll.id),
  )
  const tree = { codes: await readGridCodes(db, communityId), sites }
  const found: HouseholdRounds[] = []
  for (const home of await readOwnHouseholds(work)) {
    const rounds: OwnRound[] = []
    for (const one of roundsOf(held, tree.codes, home.grid_code)) {
      const shown = await present(work, one, home, tree)
      if (shown !== null) rounds.push(shown)
    }
    const asks = await readAsks(db, communityId, home.id, since)
    found.push({
      householdId: home.id,
      rounds,
      asks: asks.map(({ resident_id: residentId, until_day: untilDay, ...ask }) => ({ ...ask, residentId, untilDay })),
    })
  }
  return found
}
