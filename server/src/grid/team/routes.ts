import { changePost, grantRole, listTeam, revokeRole } from '@gezhong/shared/grid/team/contract'
import { route, type Route } from '../../http/serve.ts'
import { readTeam } from './queries.ts'
import { appoint, endPost, movePost, type Release } from './service.ts'

export const teamRoutes = (release: Release): Route[] => [
  route(listTeam, async (work) => ({ members: await readTeam(work.db, work.communityId, work.now) })),
  route(grantRole, (work, { body }) => appoint(work, body)),
  route(changePost, (work, { params, body }) => movePost(work, params.id, body, release)),
  route(revokeRole, async (work, { params }) => {
    await endPost(work, params.id, release)
    return {}
  }),
]
