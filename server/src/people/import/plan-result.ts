import type { PlannedRow } from './planned-row.ts'

/** A result is new whatever the ledger says: whom it is about is found when it is written, by what is known then. */
export const planResultRow = (row: PlannedRow): PlannedRow => ({ ...row, effect: 'create' })
