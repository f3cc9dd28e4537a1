import type { UnplacedSample } from '@gezhong/shared/people/unplaced/contract'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import type { DecideSample } from './use-decide-sample.ts'

const REASONS = ['扫了两次', '记错了，没有这个人', '试机的']

export function DismissDialog({
  sample,
  deciding,
  onClose,
}: {
  sample: UnplacedSample
  deciding: DecideSample
  onClose: () => void
}) {
  const [reason, setReason] = useState('')
  return (
    <Dialog
      title="作废这条采样"
      okText="作废"
      danger
      busy={deciding.busy === sample.id}
      ready={reason.trim().length >= 2}
      onOk={() => deciding.decide(sample.id, { decision: 'dismissed', reason: reason.trim() }, onClose)}
      onClose={onClose}
    >
      <p>作废的谁也不算，管里也少 {sample.people} 人。真有人采了、只是不知道是谁，请选“算外来的”。</p>
      <ReasonField value={reason} onChange={setReason} choices={REASONS} hint="比如：扫了两次" />
    </Dialog>
  )
}
