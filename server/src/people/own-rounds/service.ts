import { liesWithin } from '@gezhong/shared/actor'
import { CLOSED_SHOWN_HOURS, type HouseholdRounds, type OwnRound } from '@gezhong/shared/people/own-rounds/contract'
import { nearestSites } from '@gezhong/shared/people/own-rounds/nearest-sites'
import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { maskText } from '../../security/mask-text.ts'
import type { HouseholdView } from '../ledger/household-queries.ts'
import { readOwnHouseholds } from '../ledger/own-households.ts'
import { resultsOfHouseholds, type HouseholdResult } from '../results/of-households.ts'
import { readRounds, readSites, type Held, type SiteRow } from '../rounds/queries.ts'
import { readAsks } from './queries.ts'
import { standingIn } from './standing.ts'

const iso = (at: Date | string) => new Date(at).toISOString()

const presentSite = (row: SiteRow) => ({
  id: row.id,
  place: maskText(row.place),
  opensAt: iso(row.opensAt),
  closesAt: iso(row.closesAt),
})

interface Known {
  codes: ReadonlyMap<string, string>
  sites: readonly SiteRow[]
  results: readonly HouseholdResult[]
}

/** The open rounds that ask this piece, newest first, and the one closed last. */
function roundsOf(held: readonly Held[], codes: Known['codes'], code: string): Held[] {
  const asked = held.filter(({ roll }) => roll.gridId === null || liesWithin(code, codes.get(roll.gridId) ?? '-'))
  const closed = asked
    .filter(({ roll }) => roll.state === 'closed')
    .toSorted((one, other) => Number(other.roll.closedAt) - Number(one.roll.closedAt))
  return [...asked.filter(({ roll }) => roll.state === 'open'), ...closed.slice(0, 1)]
}

async function present(work: Work, held: Held, home: HouseholdView, known: Known): Promise<OwnRound | null> {
  const { roll, round } = held
  const { codes, sites, results } = known
  const own = results.filter((row) => row.round_id === roll.id && row.household_id === home.id)
  const standing = await standingIn(work, roll, home.id, own)
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
  const ids = held.map(({ roll }) => roll.id)
  const homes = await readOwnHouseholds(work)
  const known = {
    codes: await readGridCodes(db, communityId),
    sites: await readSites(db, communityId, ids),
    results: await resultsOfHouseholds(
      db,
      communityId,
      ids,
      homes.map(({ id }) => id),
    ),
  }
  const found: HouseholdRounds[] = []
  for (const home of homes) {
    const rounds: OwnRound[] = []
    for (const one of roundsOf(held, known.codes, home.grid_code)) {
      const shown = await present(work, one, home, known)
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
