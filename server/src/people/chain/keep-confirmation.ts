import type { ChainView } from '@gezhong/shared/people/chain/contract'
import { uuidv7 } from 'uuidv7'
import type { Work } from '../../database/transact.ts'
import type { DifferenceRow } from '../reconciliation/store-queries.ts'
import { beforeOf, readDomainDifferences, sealBefore, type Written } from './before-confirmation.ts'
import { addPaste, countPaste } from './queries.ts'
import { pastedText, type Place, type Plan } from './service.ts'

export interface Confirmed {
  text: string
  made: Plan
  written: Written
  counts: ChainView['counts']
  dropGone: boolean
  /** Of the whole top-level grid, as they were before anything was written. */
  earlier: readonly DifferenceRow[]
}

/** Lines whose words are the same and which a worker has reworded now. */
function rewordedOf({ reading }: Plan, place: Place): number {
  const before = new Map(place.reports.map((row) => [row.id, row]))
  return reading.lines.filter(
    ({ row, change }) => change === 'same' && row.fixSealed !== (before.get(row.id)?.fixSealed ?? null),
  ).length
}

/**
 * Keeps the text of a confirmation with what was there before it, once everything else is written. The same text again
 * is kept only when something came of it: a line reworded, or lines that are gone and count no longer.
 */
export async function keepConfirmation(work: Work, place: Place, confirmed: Confirmed): Promise<void> {
  const { text, made, written, counts, dropGone } = confirmed
  const reworded = rewordedOf(made, place)
  const isSame = place.chain?.pasteId != null && (await pastedText(work, place.chain.pasteId)) === text
  if (isSame && counts.new + counts.changed + reworded + written.dropped.length === 0) return
  const later = await readDomainDifferences(work, place.roll.id, place.gridCode)
  const id = uuidv7()
  const where = { communityId: work.communityId, rollId: place.roll.id, gridId: place.gridId }
  await addPaste(work.db, {
    ...where,
    id,
    textSealed: work.vault.sealForCommunity(work.communityId, text),
    accountId: work.actor.accountId,
    at: work.now,
    previousId: place.chain?.pasteId ?? null,
    added: counts.new,
    changed: counts.changed,
    gone: counts.gone,
    same: counts.same,
    reworded,
    goneDropped: dropGone && written.dropped.length > 0,
    beforeSealed: sealBefore(work, beforeOf(work, written, confirmed.earlier, later)),
  })
  await countPaste(work.db, { ...where, pastes: 1, pastedAt: work.now, pasteId: id })
}
