import { grantRole, listTeam, revokeRole, type Member } from '@gezhong/shared/grid/team/contract'
import { ROLE_WORDS } from '@gezhong/shared/actor'
import { Refusal } from '@gezhong/shared/errors'
import { and, eq, isNull } from 'drizzle-orm'
import type { Work } from '../../database/transact.ts'
import { route, type Route } from '../../http/serve.ts'
import { announce } from '../../live/fold.ts'
import { findGrid } from '../communities/queries.ts'
import { findMember, knowsAccount, readTeam } from './queries.ts'
import { roleGrant } from './tables.ts'

/** Open pages and live streams of this account learn of it when the transaction commits. */
const endLiveOf = (work: Work, accountId: string) =>
  announce(work.db, { communityId: work.communityId, endAccount: accountId })

async function member(work: Work, grantId: string): Promise<Member> {
  const found = await findMember(work.db, work.communityId, grantId)
  if (found === undefined) throw new Refusal('not-found')
  return found
}

/** What a post was trusted with is taken back by the capability that gave it. */
export type Release = (work: Work, accountId: string) => Promise<void>

export const teamRoutes = (release: Release): Route[] => [
  route(listTeam, async (work) => ({ members: await readTeam(work.db, work.communityId) })),
  route(grantRole, async (work, { body }) => {
    if (!(await knowsAccount(work.db, work.communityId, body.accountId))) throw new Refusal('not-found')
    if (body.gridId === null && body.role !== 'command-post')
      throw new Refusal('not-valid', undefined, [{ path: 'gridId', message: '请选择网格' }])
    // The command post sees the whole community wherever it is written that it sits.
    if (body.gridId !== null && body.role === 'command-post')
      throw new Refusal('not-valid', undefined, [{ path: 'gridId', message: '专班管全村，不选网格' }])
    if (body.gridId !== null && (await findGrid(work.db, work.communityId, body.gridId)) === undefined)
      throw new Refusal('not-found')
    await work.db.insert(roleGrant).values({ ...body, communityId: work.communityId, validFrom: work.now })
    const granted = await member(work, body.id)
    work.record({
      action: 'team.granted',
      subjectId: body.accountId,
      detail: `${granted.displayName} ${ROLE_WORDS[body.role]} ${granted.gridCode ?? ''}`,
    })
    await endLiveOf(work, body.accountId)
    return granted
  }),
  route(revokeRole, async (work, { params }) => {
    const taken = await member(work, params.id)
    const others = await readTeam(work.db, work.communityId)
    const posts = others.filter((other) => other.role === 'command-post' && other.grantId !== params.id)
    if (taken.role === 'command-post' && posts.length === 0) throw new Refusal('still-in-use', '至少要留一位专班成员')
    await work.db
      .update(roleGrant)
      .set({ revokedAt: work.now })
      .where(and(eq(roleGrant.communityId, work.communityId), eq(roleGrant.id, params.id), isNull(roleGrant.revokedAt)))
    work.record({
      action: 'team.revoked',
      subjectId: taken.accountId,
      detail: `${taken.displayName} ${ROLE_WORDS[taken.role]} ${taken.gridCode ?? ''}`,
    })
    await release(work, taken.accountId)
    await endLiveOf(work, taken.accountId)
    return {}
  }),
]
