import { changeRound, listRounds, openRound, readRound, type RoundSite } from '@gezhong/shared/people/rounds/contract'
import { checkedRoute, type TextCheck } from '../../grid/identity/checked-text.ts'
import { route, type Route } from '../../http/serve.ts'
import { change, list, open, read } from './service.ts'

const placesIn = (sites: readonly RoundSite[]) => sites.map(({ place }) => place).join('\n')

export const roundRoutes = (check: TextCheck | null): Route[] => [
  route(listRounds, async (work) => ({ rounds: await list(work) })),
  route(readRound, (work, { params }) => read(work, params.id)),
  checkedRoute(
    openRound,
    check,
    ({ body }) => `${body.title}\n${placesIn(body.sites)}`,
    (work, { body }) => open(work, body),
  ),
  checkedRoute(
    changeRound,
    check,
    ({ body }) => placesIn(body.sites),
    (work, { params, body }) => change(work, params.id, body),
  ),
]
