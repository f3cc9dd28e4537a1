import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'

const REASONS = ['记错数了', '记错户了', '记了两次', '钱没收到']

/** Money that was written down stays; what takes it back says why. */
export function WhyBackDialog({
  title,
  busy,
  error,
  onOk,
  onClose,
}: {
  title: string
  busy: boolean
  error: unknown
  onOk: (reason: string) => void
  onClose: () => void
}) {
  const [reason, setReason] = useState('')
  return (
    <Dialog
      title={title}
      okText="撤回"
      danger
      busy={busy}
      ready={reason.trim() !== ''}
      error={error}
      onOk={() => onOk(reason.trim())}
      onClose={onClose}
    >
      <p>原来那一笔留着，旁边写明撤回，账就平了。</p>
      <ReasonField value={reason} onChange={setReason} choices={REASONS} hint="写一句，住户和账上都看得到" />
    </Dialog>
  )
}
