import type { Tube, TubeFilter } from '@gezhong/shared/people/sampling/contract'
import type { Work } from '../../database/transact.ts'
import { readSubtree } from '../../grid/communities/queries.ts'
import { requireRound } from '../rounds/service.ts'
import { countTubes, readTubes, type TubeView } from './tube-queries.ts'

const present = (row: TubeView): Tube => ({
  id: row.id,
  code: row.code,
  gridId: row.grid_id,
  gridCode: row.grid_code,
  openedByName: row.opened_by_name,
  openedAt: new Date(row.opened_at).toISOString(),
  people: row.people,
  outsiders: row.outsiders,
  unplaced: row.unplaced,
  late: row.late,
  sameCode: row.same_code,
})

/** The tubes of a batch, as full as they are now. */
export async function tubesOf(work: Work, roundId: string, ids: readonly string[]): Promise<Tube[]> {
  if (ids.length === 0) return []
  const page = { page: 1, size: ids.length, ids }
  return (await readTubes(work.db, work.communityId, roundId, page)).map(present)
}

export async function tubesOfRound(
  work: Work,
  roundId: string,
  { grid, flag, by, q, page, size }: TubeFilter & { page: number; size: number },
): Promise<{ rows: Tube[]; total: number }> {
  const { round } = await requireRound(work, roundId)
  const gridIds = grid === undefined ? undefined : await readSubtree(work.db, work.communityId, grid)
  const filter = { gridIds, flag, by, code: q?.toUpperCase(), tubeSize: round.tubeSize }
  const rows = await readTubes(work.db, work.communityId, roundId, { ...filter, page, size })
  return { rows: rows.map(present), total: await countTubes(work.db, work.communityId, roundId, filter) }
}
