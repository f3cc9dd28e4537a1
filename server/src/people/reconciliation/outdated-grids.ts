import { sql } from 'drizzle-orm'
import { idList } from '../../database/id-list.ts'
import type { Db } from '../../database/pool.ts'
import { runPrepared } from '../../database/prepared.ts'
import type { RollRow } from '../rolls/queries.ts'
import { verdictsOf } from './verdict-sql.ts'

/**
 * The codes of those of these whole top-level grids where what is stored would not come out again: a verdict, a household
 * or a difference that the ledger no longer bears out, a statement that only a full judgement can read, or a pasted text,
 * whose doors may read otherwise. A code too many costs time; one too few would leave a wrong verdict standing.
 */
export async function readOutdatedGrids(
  db: Db,
  communityId: string,
  roll: RollRow,
  gridIds: readonly string[],
): Promise<Set<string>> {
  const rows = await runPrepared<{ top: string }>(
    db,
    sql`
    SELECT split_part(grid.code, '-', 1) AS top FROM chain
    JOIN grid ON grid.community_id = chain.community_id AND grid.id = chain.grid_id
    WHERE chain.community_id = ${communityId} AND chain.roll_id = ${roll.id} AND chain.paste_id IS NOT NULL
      AND grid.id = ANY (${idList(gridIds)})
    UNION
    SELECT split_part(grid.code, '-', 1) FROM (${verdictsOf(communityId, roll, gridIds)}) judged
    JOIN report ON report.community_id = ${communityId} AND report.id = judged.id
    JOIN grid ON grid.community_id = ${communityId} AND grid.id = report.grid_id
    LEFT JOIN household ON household.community_id = ${communityId} AND household.id = judged.household_id
    LEFT JOIN difference ON difference.community_id = ${communityId} AND difference.report_id = judged.id
    WHERE judged.verdict IS NULL OR judged.verdict = 'candidates' OR judged.verdict <> report.verdict
      OR judged.household_id IS DISTINCT FROM report.household_id
      OR household.grid_id <> report.grid_id OR household.building_id IS DISTINCT FROM report.building_id
      OR (judged.difference IS NULL AND difference.state = 'open')
      OR (judged.difference IS NOT NULL AND (difference.state, difference.kind) IS DISTINCT FROM ('open', judged.difference))`,
  )
  return new Set(rows.map((row) => row.top))
}
