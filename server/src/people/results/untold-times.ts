import type { ResultRow } from './row-queries.ts'

/** The tube or the person that a row is about, or the code that it names while nobody has decided. */
function aboutWhom({ tubeId, householdId, residentId, tubeCode }: ResultRow): string | null {
  if (tubeId !== null) return tubeId
  return householdId !== null ? `${householdId} ${residentId ?? ''}` : tubeCode
}

/**
 * Of a row that does not tell when the test was, nobody can say that it is the later one. Together with the other rows of
 * its file about the same it counts as of one moment, the latest of theirs, and so the graver of them holds.
 */
export function atOneMoment(rows: readonly ResultRow[]): ResultRow[] {
  const moments = new Map<string, { rows: number; untold: boolean; at: Date }>()
  for (const row of rows) {
    const whom = aboutWhom(row)
    if (whom === null) continue
    const so = moments.get(whom) ?? { rows: 0, untold: false, at: row.at }
    const at = row.at > so.at ? row.at : so.at
    moments.set(whom, { rows: so.rows + 1, untold: so.untold || row.testedAt === null, at })
  }
  return rows.map((row) => {
    const moment = moments.get(aboutWhom(row) ?? '')
    return moment !== undefined && moment.untold && moment.rows > 1 ? { ...row, at: moment.at } : row
  })
}
