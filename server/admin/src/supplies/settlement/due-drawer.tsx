import { sayFen } from '@gezhong/shared/money'
import { displayDoor } from '@gezhong/shared/people/door'
import { paymentsOfOrder, type Due, type Payment } from '@gezhong/shared/supplies/payments/contract'
import { Drawer } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { PaymentForm } from './payment-form.tsx'
import { PaymentLines } from './payment-lines.tsx'
import { useSendPayment } from './use-send-payment.ts'
import { WhyBackDialog } from './why-back-dialog.tsx'

/** One household's money at a stall: what it owes, a form for what it gives, and every payment. */
export function DueDrawer({ due, onClose }: { due: Due; onClose: () => void }) {
  const { titleOf } = useGrids()
  const { data, error, refetch } = useRead(paymentsOfOrder, { params: { id: due.orderId } })
  const [back, setBack] = useState<Payment | null>(null)
  return (
    <Drawer open onClose={onClose} size={440} title={displayDoor(due.door)}>
      <div className="stack">
        <p className="quiet">{titleOf(due.gridCode)}</p>
        <ProblemNote error={error} onRetry={() => void refetch()} />
        {data === undefined ? (
          error ? null : (
            <Skeleton lines={5} />
          )
        ) : (
          <>
            <p className="num">
              应收 <b>{sayFen(data.dueFen)}</b> · 已收 <b>{sayFen(data.paidFen)}</b> ·{' '}
              {data.openFen > 0 ? (
                <b className="warn-text">还欠 {sayFen(data.openFen)}</b>
              ) : data.overpaidFen > 0 ? (
                <b className="bad-text">要退 {sayFen(data.overpaidFen)}</b>
              ) : (
                <b>两清</b>
              )}
            </p>
            <PaymentForm key={`${data.paidFen} ${data.dueFen}`} orderId={due.orderId} stand={data} />
            <PaymentLines rows={data.payments} onTakeBack={setBack} />
          </>
        )}
        {back === null ? null : <TakeBack payment={back} onClose={() => setBack(null)} />}
      </div>
    </Drawer>
  )
}

function TakeBack({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const { send, busy, error } = useSendPayment()
  const { id: takesBack, orderId, way, takenFen, changeFen } = payment
  return (
    <WhyBackDialog
      title="撤回这一笔？"
      busy={busy}
      error={error}
      onOk={(reason) =>
        send({ orderId, way, takenFen: changeFen, changeFen: takenFen, takesBack, reason }, '撤回了', onClose)
      }
      onClose={onClose}
    />
  )
}
