import { sql } from 'drizzle-orm'
import { inChunks } from '../../database/in-chunks.ts'
import type { Work } from '../../database/transact.ts'
import type { ReportRow } from '../reconciliation/statements.ts'

/** Where a line stands in its text, and when it counts as spoken there. */
type Placed = Pick<ReportRow, 'id' | 'position' | 'line' | 'lineIndex' | 'spokenAt'>

/** Moves lines that only changed their place in the text, many in one statement. */
export async function moveLines(work: Work, lines: readonly Placed[]): Promise<void> {
  for (const moved of inChunks(lines)) {
    const rows = sql.join(
      moved.map(
        (row) =>
          sql`(${row.id}::uuid, ${row.position}::int, ${row.line}::int, ${row.lineIndex}::int, ${row.spokenAt.toISOString()}::timestamptz)`,
      ),
      sql`, `,
    )
    await work.db.execute(sql`
      UPDATE report SET position = moved.position, line = moved.line, line_index = moved.line_index, spoken_at = moved.spoken_at
      FROM (VALUES ${rows}) AS moved (id, position, line, line_index, spoken_at)
      WHERE report.community_id = ${work.communityId} AND report.id = moved.id`)
  }
}
