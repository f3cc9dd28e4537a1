import { resetSecondFactor } from '@gezhong/shared/grid/second-factor/contract'
import type { Member } from '@gezhong/shared/grid/team/contract'
import { useWrite } from '../../api/write.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toasts.tsx'

/** For another of the command post who has lost the phone and the recovery codes. */
export function ResetDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const reset = useWrite(resetSecondFactor)
  const { accountId, displayName } = member
  const submit = () =>
    reset.mutate(
      { params: { accountId } },
      {
        onSuccess: () => {
          showToast({ text: `${displayName}的动态口令已重置，下次登录重新设置` })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`重置${displayName}的动态口令？`}
      okText="重置"
      danger
      busy={reset.isPending}
      error={reset.error}
      onOk={submit}
      onClose={onClose}
    >
      <p>
        手机和恢复码都没有了才这样做，请先当面确认是本人。重置后，他打开的页面马上停用，用密码登录后要重新设置。会记入审计。
      </p>
    </Dialog>
  )
}
