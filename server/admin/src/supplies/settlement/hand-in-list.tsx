import { sayFen } from '@gezhong/shared/money'
import { takeBackHandIn, type HandIn } from '@gezhong/shared/supplies/payments/contract'
import { canConfirmHandIn } from '@gezhong/shared/supplies/policy'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { newId } from '../../api/new-id.ts'
import { useWrite } from '../../api/write.ts'
import { useActor } from '../../session/actor.ts'
import { whenWords } from '../../ui/time-words.ts'
import { MONEY_READS } from './settlement-reads.ts'
import { WhyBackDialog } from './why-back-dialog.tsx'

/** Every time that cash was handed in, newest first; what was confirmed wrongly is taken back with its reason. */
export function HandInList({ stall, rows }: { stall: StallWithItems; rows: readonly HandIn[] }) {
  const actor = useActor()
  const [backId, setBackId] = useState<string | null>(null)
  if (rows.length === 0) return null
  return (
    <>
      <h4>交款记录</h4>
      <ol className="payment-list" aria-label="交款记录">
        {rows.map((row) => (
          <li key={row.id}>
            <span className="row apart">
              <span className={row.isTakenBack ? 'gone-text' : ''}>{handInWords(row)}</span>
              {!row.isTakenBack &&
              row.takesBack === null &&
              canConfirmHandIn(actor, stall.gridCode, row.collectorId) ? (
                <Button size="small" type="text" onClick={() => setBackId(row.id)}>
                  撤回
                </Button>
              ) : null}
            </span>
            <span className="quiet small num">
              {whenWords(row.at)} · {row.confirmedByName} 点的{row.reason === '' ? '' : ` · ${row.reason}`}
            </span>
          </li>
        ))}
      </ol>
      {backId === null ? null : <TakeBack stall={stall} handInId={backId} onClose={() => setBackId(null)} />}
    </>
  )
}

function handInWords({ collectorName, expectedFen, countedFen, takesBack }: HandIn): string {
  if (takesBack !== null) return `撤回 ${collectorName} 的 ${sayFen(-countedFen)}`
  const should = expectedFen === countedFen ? '' : `，应交 ${sayFen(expectedFen)}`
  return `${collectorName} 交 ${sayFen(countedFen)}${should}`
}

function TakeBack({ stall, handInId, onClose }: { stall: StallWithItems; handInId: string; onClose: () => void }) {
  const [id] = useState(() => newId())
  const back = useWrite(takeBackHandIn, MONEY_READS)
  return (
    <WhyBackDialog
      title="撤回这一次交款？"
      busy={back.isPending}
      error={back.error}
      onOk={(reason) =>
        back.mutate({ params: { id: stall.id, handInId }, body: { id, reason } }, { onSuccess: onClose })
      }
      onClose={onClose}
    />
  )
}
