import type { RowVerdict, Stored } from '@gezhong/shared/people/import/row-verdict'

export type ChangedFrom = Record<string, string | number | boolean | string[] | null>

/** A row with its verdict and, when it is good, what committing it does and where. Kept sealed until then. */
export interface PlannedRow {
  sheet: string
  row: number
  door: string | null
  verdict: 'good' | 'rejected'
  reason: string | null
  sentence: string | null
  warned: boolean
  effect: 'create' | 'update' | 'same' | null
  stored: Stored | null
  /** For an update, by field of `stored`: what stands now where it would change. */
  before: ChangedFrom | null
  /** The household or building that is changed. */
  targetId: string | null
  /** For something new: its grid, and the building when that stands already. */
  gridId: string | null
  buildingId: string | null
  /** Cells of a rejected row, for the file to mend. */
  cells: readonly string[] | null
}

/** What a row does to something that stands, by what it would change there. */
export const updateFrom = (before: ChangedFrom): Pick<PlannedRow, 'effect' | 'before'> =>
  Object.keys(before).length === 0 ? { effect: 'same', before: null } : { effect: 'update', before }

/** Whether writing the row changes anything. */
export const changesLedger = ({ verdict, effect }: PlannedRow): boolean => verdict === 'good' && effect !== 'same'

/** The verdict of the file alone; whether the community has a place for it is found out next. */
export function rowOf(
  verdict: RowVerdict<Stored>,
  cellsOf: (sheet: string, row: number) => readonly string[],
): PlannedRow {
  const { sheet, row, door, reason, stored } = verdict
  const findings = verdict.verdict === 'good' ? verdict.warnings : verdict.reasons
  const sentence = findings.map((finding) => finding.sentence).join('；')
  return {
    sheet,
    row,
    door,
    verdict: verdict.verdict,
    reason: reason ?? verdict.warnings[0]?.code ?? null,
    sentence: sentence === '' ? null : sentence,
    warned: verdict.verdict === 'good' && verdict.warnings.length > 0,
    effect: null,
    stored,
    before: null,
    targetId: null,
    gridId: null,
    buildingId: null,
    cells: verdict.verdict === 'rejected' ? cellsOf(sheet, row) : null,
  }
}

export const rejected = (row: PlannedRow, cells: readonly string[], reason: string, sentence: string): PlannedRow => ({
  ...row,
  verdict: 'rejected',
  reason,
  sentence,
  warned: false,
  effect: null,
  stored: null,
  before: null,
  cells,
})
