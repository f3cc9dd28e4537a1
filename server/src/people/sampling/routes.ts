import { listTubes, readSheet as readSheetOf, sendSamples, type Tube } from '@gezhong/shared/people/sampling/contract'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { route, type Route } from '../../http/serve.ts'
import { requireRound } from '../rounds/service.ts'
import { takeIn } from './intake.ts'
import { countTubes, readTubes, type TubeView } from './queries.ts'
import { readSheet } from './sheet.ts'

const presentTube = (row: TubeView): Tube => ({
  id: row.id,
  code: row.code,
  gridId: row.grid_id,
  gridCode: row.grid_code,
  openedByName: row.opened_by_name,
  openedAt: new Date(row.opened_at).toISOString(),
  people: row.people,
  outsiders: row.outsiders,
  unplaced: row.unplaced,
  sameCode: row.same_code,
})

/** The tubes of a batch, as full as they are now. */
async function tubesOf(work: Work, roundId: string, ids: readonly string[]): Promise<Tube[]> {
  if (ids.length === 0) return []
  const page = { page: 1, size: ids.length, ids }
  return (await readTubes(work.db, work.communityId, roundId, page)).map(presentTube)
}

export const samplingRoutes: Route[] = [
  route(sendSamples, async (work, { params, body }) => {
    const { samples, tubeIds, late } = await takeIn(work, params.id, body)
    return { samples, late, tubes: await tubesOf(work, params.id, tubeIds) }
  }),
  route(listTubes, async (work, { params, query: { grid, sameCode, ...page } }) => {
    await requireRound(work, params.id)
    const gridIds = grid === undefined ? undefined : await readSubtree(work.db, work.communityId, grid)
    const filter = { gridIds, sameCode: sameCode === 'true' }
    const rows = await readTubes(work.db, work.communityId, params.id, { ...filter, ...page })
    const total = await countTubes(work.db, work.communityId, params.id, filter)
    return { rows: rows.map(presentTube), total }
  }),
  route(readSheetOf, (work, { params, query }) => readSheet(work, params.id, query.grid)),
]
