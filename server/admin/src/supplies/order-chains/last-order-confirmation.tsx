import {
  orderConfirmationWords,
  orderUndoWords,
  undoneWords,
} from '@gezhong/shared/supplies/order-chains/confirmation-words'
import type { OrderChainView } from '@gezhong/shared/supplies/order-chains/contract'
import { canKeepStall } from '@gezhong/shared/supplies/policy'
import { isSelling } from '@gezhong/shared/supplies/stalls/selling'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { LastConfirmation } from '../../people/chain/last-confirmation.tsx'
import { useActor } from '../../session/actor.ts'
import type { Result } from './chain-result.tsx'
import type { OrderChain } from './use-order-chain.ts'

/** Until the cut-off whoever pastes the chain takes it back, afterwards those who keep the stall. */
function useMayUndo(stall: StallWithItems): boolean {
  const actor = useActor()
  return stall.state !== 'called-off' && (isSelling(stall) || canKeepStall(actor, stall.gridCode))
}

export function LastOrderConfirmation({
  view: { stallId, gridId, lastConfirmation: last, lastUndo },
  stall,
  chain: { undoing, readAgain },
  onUndone,
}: {
  view: OrderChainView
  stall: StallWithItems
  chain: OrderChain
  onUndone: (result: Result) => void
}) {
  const mayUndo = useMayUndo(stall)
  const words =
    last === null ? { did: '', undo: '' } : { did: orderConfirmationWords(last), undo: orderUndoWords(last) }
  const run = (confirmationId: string, onDone: () => void) =>
    undoing.mutate(
      { params: { id: stallId, gridId, confirmationId } },
      {
        onSuccess: (undone) => {
          onUndone({ isWell: undone.kept.length === 0, ...undoneWords(undone) })
          readAgain()
          onDone()
        },
      },
    )
  return (
    <LastConfirmation
      last={last}
      lastUndo={lastUndo}
      words={{ ...words, inAll: '' }}
      undoing={mayUndo ? { busy: undoing.isPending, error: undoing.error, run, forget: undoing.reset } : null}
    />
  )
}
