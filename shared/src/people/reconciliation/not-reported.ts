import { compareDoors } from '../door.ts'
import { isInGrid } from '../ledger-index.ts'
import type { IndexedHousehold, LedgerIndex } from '../ledger-index.ts'
import type { Reconciled, ReconciledVerdict } from './reconcile.ts'

const REPORTED: ReadonlySet<ReconciledVerdict> = new Set<ReconciledVerdict>([
  'matched',
  'headcount-differs',
  'phone-differs',
  'duplicate',
  'superseded',
])

/** Households of the grid (of all grids when none is given) without a standing, certain report; in the order of their doors. */
export function notReported(reconciled: readonly Reconciled[], ledger: LedgerIndex, grid?: string): IndexedHousehold[] {
  const reported = new Set<string>()
  for (const one of reconciled) {
    if (one.household === null) continue
    if (one.verdict === 'withdrawn') reported.delete(one.household.id)
    else if (REPORTED.has(one.verdict)) reported.add(one.household.id)
  }
  return ledger.households
    .filter((household) => isInGrid(household.grid, grid) && !reported.has(household.id))
    .sort((a, b) => compareDoors(a.door, b.door))
}
