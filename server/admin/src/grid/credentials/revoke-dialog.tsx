import { listCredentials, revokeCredential, type Carrier } from '@gezhong/shared/grid/credentials/contract'
import { useState } from 'react'
import { useWrite } from '../../api/write.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { showToast } from '../../ui/toasts.tsx'

const REASONS = ['证丢了', '不再送货', '窜格', '换网格']

export function RevokeDialog({ carrier, onClose }: { carrier: Carrier; onClose: () => void }) {
  const [reason, setReason] = useState('')
  const revoke = useWrite(revokeCredential, [listCredentials])
  const { id, serial } = carrier.credential!
  const submit = () =>
    revoke.mutate(
      { params: { id }, body: { reason: reason.trim() } },
      {
        onSuccess: () => {
          showToast({ text: `${serial} 吊销了` })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`吊销${carrier.displayName}的 ${serial}？`}
      okText="吊销"
      danger
      busy={revoke.isPending}
      ready={reason.trim() !== ''}
      error={revoke.error}
      onOk={submit}
      onClose={onClose}
    >
      <p>手机上的马上没有了；印出来的请收回。以后可以另发一张。</p>
      <ReasonField value={reason} onChange={setReason} choices={REASONS} hint="写一句，本人也看得到" />
    </Dialog>
  )
}
