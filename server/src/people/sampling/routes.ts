import { listTubes, readSheet as readSheetOf, sendSamples } from '@gezhong/shared/people/sampling/contract'
import { route, type Route } from '../../http/serve.ts'
import { takeIn } from './intake.ts'
import { readSheet } from './sheet.ts'
import { tubesOf, tubesOfRound } from './tubes.ts'

export const samplingRoutes: Route[] = [
  route(sendSamples, async (work, { params, body }) => {
    const { samples, tubeIds, late } = await takeIn(work, params.id, body)
    return { samples, late, tubes: await tubesOf(work, params.id, tubeIds) }
  }),
  route(listTubes, (work, { params, query }) => tubesOfRound(work, params.id, query)),
  route(readSheetOf, (work, { params, query }) => readSheet(work, params.id, query.grid)),
]
