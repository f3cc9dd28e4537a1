import type { Work } from '../../database/transact.ts'

/** Households whose place in the ledger, headcount, phones or occupancy are not what they were. */
export interface LedgerMovement {
  kind: 'created' | 'edited' | 'removed'
  householdIds: string[]
  gridIds: string[]
}

type Watcher = (work: Work, movement: LedgerMovement) => Promise<void>

const watchers = new Set<Watcher>()

/**
 * Lets a capability that stands on the ledger hear of its changes, inside the same transaction, without the ledger
 * knowing it. Returns how to stop listening.
 */
export function onLedgerChange(watcher: Watcher): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export async function ledgerChanged(work: Work, movement: LedgerMovement): Promise<void> {
  for (const watcher of watchers) await watcher(work, movement)
}
