import { endSessionsOf } from '@gezhong/shared/grid/sessions/contract'
import { Button, Popconfirm } from 'antd'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { showToast } from '../../ui/toasts.tsx'

/** A phone is lost, or somebody has left: signs them out everywhere at once. */
export function EndSessionsButton({ accountId, name }: { accountId: string; name: string }) {
  const ending = useWrite(endSessionsOf)
  const end = () =>
    ending.mutate(
      { params: { id: accountId } },
      { onSuccess: ({ ended }) => showToast({ text: `${name}的 ${ended} 处登录已退出` }), onError: toastProblem },
    )
  return (
    <Popconfirm title={`让${name}在所有设备上退出？`} okText="全部退出" cancelText="取消" onConfirm={end}>
      <Button size="small" loading={ending.isPending}>
        退出登录
      </Button>
    </Popconfirm>
  )
}
