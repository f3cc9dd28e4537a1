import { readYuan, sayFen, typedYuan } from '@gezhong/shared/money'
import { confirmHandIn, type Collector } from '@gezhong/shared/supplies/payments/contract'
import type { StallWithItems } from '@gezhong/shared/supplies/stalls/contract'
import { Input } from 'antd'
import { useId, useState } from 'react'
import { newId } from '../../api/new-id.ts'
import { useWrite } from '../../api/write.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { MONEY_READS } from './settlement-reads.ts'

const REASONS = ['零钱没找开', '数错了', '夹了一张假币', '上一户多找了']

/** The collector's cash is counted in front of both; when it is not what it should be, one says why. */
export function HandInDialog({
  stall,
  collector,
  onClose,
}: {
  stall: StallWithItems
  collector: Collector
  onClose: () => void
}) {
  const { collectorId, collectorName, heldFen } = collector
  const owes = heldFen > 0
  const field = useId()
  const [id] = useState(() => newId())
  const [counted, setCounted] = useState(() => typedYuan(Math.abs(heldFen)))
  const [reason, setReason] = useState('')
  const confirm = useWrite(confirmHandIn, MONEY_READS)
  const fen = readYuan(counted)
  const countedFen = fen === null ? null : owes ? fen : -fen
  const difference = countedFen === null ? 0 : countedFen - heldFen
  const submit = () => {
    if (countedFen === null) return
    confirm.mutate(
      { params: { id: stall.id }, body: { id, collectorId, expectedFen: heldFen, countedFen, reason: reason.trim() } },
      {
        onSuccess: () => {
          showToast({ text: `${collectorName}的现金点清了` })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      title={owes ? `点清${collectorName}交来的现金` : `补给${collectorName}`}
      okText="点清了"
      busy={confirm.isPending}
      ready={countedFen !== null && (difference === 0 || reason.trim() !== '')}
      error={confirm.error}
      onOk={submit}
      onClose={onClose}
    >
      <p className="num">
        {owes ? '应交' : '找出去的比收的多，应补'} <b>{sayFen(Math.abs(heldFen))}</b>
      </p>
      <div className="field">
        <label htmlFor={field}>{owes ? '当面数到（元）' : '补了（元）'}</label>
        <Input id={field} value={counted} inputMode="decimal" onChange={(event) => setCounted(event.target.value)} />
        {fen === null ? <span className="bad-text">写多少元，如 120.5</span> : null}
      </div>
      {difference === 0 ? null : (
        <>
          <p className="warn-text num">
            {difference < 0 ? `少了 ${sayFen(-difference)}` : `多了 ${sayFen(difference)}`}，请写明原因
          </p>
          <ReasonField value={reason} onChange={setReason} choices={REASONS} hint="写一句，会留在结算单和审计里" />
        </>
      )}
    </Dialog>
  )
}
