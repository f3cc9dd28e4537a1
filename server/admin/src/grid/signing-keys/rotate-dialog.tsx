import { listSigningKeys, rotateSigningKey } from '@gezhong/shared/grid/signing-keys/contract'
import { useWrite } from '../../api/write.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toasts.tsx'

export function RotateDialog({ onClose }: { onClose: () => void }) {
  const rotate = useWrite(rotateSigningKey, [listSigningKeys])
  const submit = () =>
    rotate.mutate(
      {},
      {
        onSuccess: () => {
          showToast({ text: '换好了，以后都用新钥匙签' })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title="换一把新钥匙？"
      okText="换新的"
      busy={rotate.isPending}
      error={rotate.error}
      onOk={submit}
      onClose={onClose}
    >
      <p>从现在起，凭证和证件都用新钥匙签。印好的标签、发出去的证件照样有效，不用重印。</p>
      <p>正在送货的手机要连一次网才有新钥匙；没连上以前，新印的码它会说“假的”。最好在没有人送货的时候换。</p>
    </Dialog>
  )
}
