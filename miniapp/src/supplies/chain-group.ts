import { coversGrid, LEDGER_ROLES, liesWithin, type Actor } from '@gezhong/shared/actor'
import type { Stall } from '@gezhong/shared/supplies/stalls/contract'

/** The grid whose group a worker pastes for at a stall: the stall's own, or the part of it that is theirs; else null. */
export function chainGroupOf(actor: Actor, { gridId, gridCode }: Pick<Stall, 'gridId' | 'gridCode'>): string | null {
  if (coversGrid(actor, LEDGER_ROLES, gridCode)) return gridId
  const part = actor.grants.find(
    (grant) =>
      (LEDGER_ROLES as readonly string[]).includes(grant.role) &&
      grant.gridCode !== null &&
      liesWithin(grant.gridCode, gridCode),
  )
  return part?.gridId ?? null
}
