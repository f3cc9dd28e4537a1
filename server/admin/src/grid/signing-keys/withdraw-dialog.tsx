import { listSigningKeys, withdrawSigningKey, type SigningKeys } from '@gezhong/shared/grid/signing-keys/contract'
import { useState } from 'react'
import { useWrite } from '../../api/write.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { keyTitle } from './key-title.ts'

const REASONS = ['有人拿到了钥匙', '备份丢了', '发现假码']

export function WithdrawDialog({
  signingKey: { keyNumber, vouchers, credentials },
  onClose,
}: {
  signingKey: SigningKeys['keys'][number]
  onClose: () => void
}) {
  const [reason, setReason] = useState('')
  const withdraw = useWrite(withdrawSigningKey, [listSigningKeys])
  const title = keyTitle(keyNumber)
  const submit = () =>
    withdraw.mutate(
      { params: { number: keyNumber }, body: { reason: reason.trim() } },
      {
        onSuccess: () => {
          showToast({ text: `${title}钥匙作废了` })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`作废${title}钥匙？`}
      okText="作废"
      danger
      busy={withdraw.isPending}
      ready={reason.trim() !== ''}
      error={withdraw.error}
      onOk={submit}
      onClose={onClose}
    >
      <p>
        它签的码一扫就是“假的”：最多 <b className="num">{vouchers}</b> 张没送的凭证、
        <b className="num">{credentials}</b> 张有效的证件，印在纸上的都要重印。手机里的重新打开就是新的。不能恢复。
      </p>
      <ReasonField value={reason} onChange={setReason} choices={REASONS} hint="写一句，会留在操作记录里" />
    </Dialog>
  )
}
