import { Refusal } from '@gezhong/shared/errors'
import { liesWithin } from '@gezhong/shared/actor'
import type { openRound, changeRound, Round, RoundRepeat, RoundSite } from '@gezhong/shared/people/rounds/contract'
import type { z } from 'zod'
import type { Work } from '../../database/transact.ts'
import { readGridCodes } from '../../grid/communities/queries.ts'
import { maskText, refuseNumbers } from '../../security/mask-text.ts'
import * as rolls from '../rolls/service.ts'
import { listPeople } from './listed.ts'
import {
  addRound,
  changeWindow,
  readRounds,
  readSites,
  replaceSites,
  type Held,
  type RoundRow,
  type SiteRow,
} from './queries.ts'

const presentSite = (row: SiteRow): RoundSite => ({
  id: row.id,
  gridId: row.gridId,
  place: maskText(row.place),
  opensAt: row.opensAt.toISOString(),
  closesAt: row.closesAt.toISOString(),
})

export const repeatOf = ({ repeatDays, repeatUntil }: RoundRow): RoundRepeat | null =>
  repeatDays === null ? null : { everyDays: repeatDays, untilDay: repeatUntil }

const present = ({ roll, round }: Held, sites: readonly SiteRow[]): Round => ({
  ...rolls.present(roll),
  method: round.method,
  tubeSize: round.tubeSize,
  due: roll.due,
  startsAt: round.startsAt.toISOString(),
  endsAt: round.endsAt.toISOString(),
  revision: round.revision,
  repeat: repeatOf(round),
  followedBy: round.followedBy,
  sites: sites.filter((site) => site.roundId === round.id).map(presentSite),
})

export async function requireRound(work: Work, id: string): Promise<Held> {
  const [held] = await readRounds(work.db, work.communityId, id)
  if (held === undefined) throw new Refusal('not-found')
  return held
}

export async function list(work: Work): Promise<Round[]> {
  const held = await readRounds(work.db, work.communityId)
  const ids = held.map(({ round }) => round.id)
  const sites = await readSites(work.db, work.communityId, ids)
  return held.map((one) => present(one, sites))
}

export async function read(work: Work, id: string): Promise<Round> {
  const held = await requireRound(work, id)
  return present(held, await readSites(work.db, work.communityId, [id]))
}

/** A site is for a piece of what the round asks. */
async function writeSites(work: Work, roundId: string, gridId: string | null, sites: readonly RoundSite[]) {
  const codes = await readGridCodes(work.db, work.communityId)
  const asked = gridId === null ? null : codes.get(gridId)
  for (const site of sites) {
    const code = codes.get(site.gridId)
    if (code === undefined || (asked !== null && (asked === undefined || !liesWithin(code, asked))))
      throw new Refusal('not-found')
    refuseNumbers('sites', site.place)
  }
  await replaceSites(
    work.db,
    work.communityId,
    roundId,
    sites.map(({ opensAt, closesAt, ...site }) => ({
      ...site,
      communityId: work.communityId,
      roundId,
      opensAt: new Date(opensAt),
      closesAt: new Date(closesAt),
    })),
  )
}

type NewRound = z.output<(typeof openRound)['body']>

const windowOf = ({ startsAt, endsAt, repeat }: Pick<NewRound, 'startsAt' | 'endsAt' | 'repeat'>) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
  repeatDays: repeat?.everyDays ?? null,
  repeatUntil: repeat?.untilDay ?? null,
})

export async function open(work: Work, input: NewRound): Promise<Round> {
  await rolls.requireRight(work, input.gridId)
  return begin(work, input)
}

/** Opens a round for whoever has the right to, or because another is held again. */
export async function begin(work: Work, input: NewRound): Promise<Round> {
  const { id, title, gridId, method, tubeSize } = input
  const due = input.listed === null ? 'everybody' : 'listed'
  await rolls.begin(work, { id, title, gridId, question: 'who-was-tested', due })
  await addRound(work.db, { communityId: work.communityId, id, gridId, method, tubeSize, ...windowOf(input) })
  if (input.listed !== null) await listPeople(work, id, input.listed)
  await writeSites(work, id, gridId, input.sites)
  return read(work, id)
}

export async function change(work: Work, id: string, input: z.output<(typeof changeRound)['body']>): Promise<Round> {
  const { roll, round } = await requireRound(work, id)
  await rolls.requireRight(work, roll.gridId)
  if (roll.due === 'listed' && input.repeat !== null) throw new Refusal('not-valid', '只给名单上的人开的一轮不能重复')
  if (!(await changeWindow(work.db, work.communityId, id, input.revision, windowOf(input))))
    throw new Refusal('changed-meanwhile')
  await writeSites(work, id, round.gridId, input.sites)
  // The last day decides who is excused.
  await rolls.touchAsked(work, roll)
  work.record({ action: 'round.changed', subjectId: id, detail: roll.title })
  return read(work, id)
}
