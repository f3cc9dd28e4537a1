import { ROLE_WORDS, type Role } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import type { Member } from '@gezhong/shared/grid/team/contract'
import { canAppoint } from '@gezhong/shared/grid/team/policy'
import { eachInTurn, listCommunities } from '../../database/communities.ts'
import { transactAsSystem, type Kernel, type Work } from '../../database/transact.ts'
import { announce } from '../../live/fold.ts'
import { findGrid } from '../communities/queries.ts'
import { addGrant, endGrant, endRunOut, findMember, knowsAccount, lockLastingPosts, readRunOut } from './queries.ts'

/** What a post was trusted with is taken back by the capability that gave it. */
export type Release = (work: Work, accountId: string) => Promise<void>

/** Open pages and live streams of this account learn of it when the transaction commits. */
const endLiveOf = (work: Work, accountId: string) =>
  announce(work.db, { communityId: work.communityId, endAccount: accountId })

export const postWords = (post: { displayName: string; role: Role; gridCode: string | null }): string =>
  `${post.displayName} ${ROLE_WORDS[post.role]} ${post.gridCode ?? '全村'}`

const invalid = (path: string, message: string) => new Refusal('not-valid', undefined, [{ path, message }])

/** The code of the grid where such a post can be, null for the whole community; refused unless the asker may give it. */
export async function placeOfPost(work: Work, role: Role, gridId: string | null): Promise<string | null> {
  if (gridId === null && role !== 'command-post') throw invalid('gridId', '请选择网格')
  // The command post sees the whole community wherever it is written that it sits.
  if (gridId !== null && role === 'command-post') throw invalid('gridId', '专班管全村，不选网格')
  const grid = gridId === null ? undefined : await findGrid(work.db, work.communityId, gridId)
  if (gridId !== null && grid === undefined) throw new Refusal('not-found')
  const code = grid?.code ?? null
  if (!canAppoint(work.actor, role, code)) throw new Refusal('not-allowed')
  return code
}

/** A post that has yet to end, and that the asker may change; refused otherwise. */
async function ownMember(work: Work, grantId: string): Promise<Member> {
  const found = await findMember(work.db, work.communityId, grantId, work.now)
  if (found === undefined) throw new Refusal('not-found')
  if (!canAppoint(work.actor, found.role, found.gridCode)) throw new Refusal('not-allowed')
  return found
}

async function made(work: Work, grantId: string): Promise<Member> {
  const found = await findMember(work.db, work.communityId, grantId, work.now)
  if (found === undefined) throw new Error('a post that was just given is not there')
  return found
}

export interface NewPost {
  id: string
  accountId: string
  role: Role
  gridId: string | null
  from?: string | null | undefined
  until?: string | null | undefined
}

/** Writes the post. Who may, and to whom, has been decided. */
export async function givePost(work: Work, post: NewPost): Promise<Member> {
  const from = post.from == null ? work.now : new Date(post.from)
  const validFrom = from > work.now ? from : work.now
  const validUntil = post.until == null ? null : new Date(post.until)
  if (validUntil !== null && validUntil <= validFrom) throw invalid('until', '结束时间要在开始之后')
  await endRunOut(work.db, work.communityId, post, work.now)
  const { id, accountId, role, gridId } = post
  await addGrant(work.db, { communityId: work.communityId, id, accountId, role, gridId, validFrom, validUntil })
  await endLiveOf(work, accountId)
  return made(work, id)
}

export async function appoint(work: Work, post: NewPost): Promise<Member> {
  await placeOfPost(work, post.role, post.gridId)
  if (!(await knowsAccount(work.db, work.communityId, post.accountId))) throw new Refusal('not-found')
  const given = await givePost(work, post)
  work.record({ action: 'team.granted', subjectId: post.accountId, detail: postWords(given) })
  return given
}

/** Somebody steers the community at every moment, and without an end in sight. */
async function refuseWithoutSteering(work: Work, leaving: Member): Promise<void> {
  if (leaving.role !== 'command-post') return
  const lasting = await lockLastingPosts(work.db, work.communityId, work.now)
  if (lasting.every((id) => id === leaving.grantId)) throw new Refusal('still-in-use', '至少要留一位长期的专班成员')
}

export async function endPost(work: Work, grantId: string, release: Release): Promise<void> {
  const taken = await ownMember(work, grantId)
  await refuseWithoutSteering(work, taken)
  if (!(await endGrant(work.db, work.communityId, grantId, work.now))) throw new Refusal('not-found')
  work.record({ action: 'team.revoked', subjectId: taken.accountId, detail: postWords(taken) })
  await release(work, taken.accountId)
  await endLiveOf(work, taken.accountId)
}

/** The history keeps where somebody was until when, so a changed post is a new one. */
export async function movePost(
  work: Work,
  grantId: string,
  next: { id: string; gridId: string | null; until: string | null },
  release: Release,
): Promise<Member> {
  const before = await ownMember(work, grantId)
  await placeOfPost(work, before.role, next.gridId)
  if (next.until !== null) await refuseWithoutSteering(work, before)
  if (!(await endGrant(work.db, work.communityId, grantId, work.now))) throw new Refusal('not-found')
  const { accountId, role, since: from } = before
  const after = await givePost(work, { ...next, accountId, role, from })
  const until = after.until === null ? '' : `，到 ${after.until.slice(0, 16).replace('T', ' ')}`
  const detail = `${postWords(before)} → ${after.gridCode ?? '全村'}${until}`
  work.record({ action: 'team.changed', subjectId: accountId, detail })
  await release(work, accountId)
  return after
}

async function endRunOutOf(work: Work, release: Release): Promise<number> {
  const ended = await readRunOut(work.db, work.communityId, work.now)
  for (const post of ended) {
    if (!(await endGrant(work.db, work.communityId, post.grantId, new Date(post.until!)))) continue
    work.record({ action: 'team.ran-out', subjectId: post.accountId, detail: postWords(post) })
    await release(work, post.accountId)
    await endLiveOf(work, post.accountId)
  }
  return ended.length
}

/**
 * Rights end by the clock in every request. What is left to do when a post runs out happens here, in the background:
 * its buildings go back on the list, and open pages are told.
 */
export async function endPostsRunOut(kernel: Kernel, release: Release): Promise<number> {
  return eachInTurn(await listCommunities(kernel), (communityId) =>
    transactAsSystem(kernel, communityId, (work) => endRunOutOf(work, release)),
  )
}
