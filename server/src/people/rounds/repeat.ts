import { nextShift, nextTitle, OPENS_AHEAD } from '@gezhong/shared/people/rounds/next-round'
import { uuidv7 } from 'uuidv7'
import { eachInTurn, listCommunities } from '../../database/communities.ts'
import { transactAsSystem, type Kernel, type Work } from '../../database/transact.ts'
import * as rolls from '../rolls/service.ts'
import { lockRoundsToFollow, noteFollower, type Held } from './queries.ts'
import { begin, read, repeatOf } from './service.ts'

/** One day is the shortest that lies between two. */
const SHORTEST = 86_400_000

async function follow(work: Work, { roll, round }: Held): Promise<boolean> {
  const repeat = repeatOf(round)
  const shift = nextShift({ ...round, repeat }, work.now)
  if (shift === null) return false
  const startsAt = new Date(round.startsAt.getTime() + shift)
  if (startsAt.getTime() - OPENS_AHEAD > work.now.getTime()) return false
  const later = (instant: string) => new Date(Date.parse(instant) + shift).toISOString()
  const { sites, endsAt, title, method, tubeSize, gridId } = await read(work, round.id)
  const id = uuidv7()
  await begin(work, {
    id,
    title: nextTitle(title, startsAt),
    gridId,
    method,
    tubeSize,
    repeat,
    listed: null,
    startsAt: startsAt.toISOString(),
    endsAt: later(endsAt),
    sites: sites.map((site) => ({
      ...site,
      id: uuidv7(),
      opensAt: later(site.opensAt),
      closesAt: later(site.closesAt),
    })),
  })
  await rolls.setState(work, roll, 'closed')
  await noteFollower(work.db, work.communityId, round.id, id)
  return true
}

async function followAll(work: Work): Promise<number> {
  const soon = new Date(work.now.getTime() + OPENS_AHEAD - SHORTEST)
  let opened = 0
  for (const held of await lockRoundsToFollow(work.db, work.communityId, soon)) if (await follow(work, held)) opened++
  return opened
}

/** Opens the next of every round that is held again, and closes the one before; returns how many. */
export async function openRepeatedRounds(kernel: Kernel): Promise<number> {
  return eachInTurn(await listCommunities(kernel), (communityId) =>
    transactAsSystem(kernel, communityId, (work) => followAll(work)),
  )
}
