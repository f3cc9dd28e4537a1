import { ROLE_WORDS } from '@gezhong/shared/actor'
import { gridCounts } from '@gezhong/shared/grid/communities/contract'
import { grantRole, listTeam, revokeRole, type Member } from '@gezhong/shared/grid/team/contract'
import { listBuildings } from '@gezhong/shared/people/ledger/contract'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../api/api.ts'
import { newId } from '../../api/new-id.ts'
import { toastProblem } from '../../api/problem.tsx'
import { useWrite } from '../../api/write.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { useGrids } from '../use-grids.ts'

/** Ends a post. */
export function LeaveDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const revoke = useWrite(revokeRole, [listTeam, listBuildings, gridCounts])
  const giveBack = useGiveBack()
  const { titleOf } = useGrids()
  const place = member.gridCode === null ? '全村' : titleOf(member.gridCode)
  const submit = () =>
    revoke.mutate(
      { params: { id: member.grantId } },
      {
        onSuccess: () => {
          const text = `${member.displayName}不再是${place}的${ROLE_WORDS[member.role]}`
          showToast({ text, action: { label: '撤销', run: () => void giveBack(member) } })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`免去${member.displayName}的身份？`}
      okText="免去"
      danger
      busy={revoke.isPending}
      error={revoke.error}
      onOk={submit}
      onClose={onClose}
    >
      <p>
        {place} · {ROLE_WORDS[member.role]}
        。马上生效，正在打开的页面也会立刻看不到这个范围；由他负责的楼栋变成没人负责。
      </p>
    </Dialog>
  )
}

/** Undoing a revocation is a new grant of the same role at the same place; buildings are given out anew. */
function useGiveBack(): (member: Member) => Promise<void> {
  const queries = useQueryClient()
  return async ({ accountId, role, gridId, displayName, since, until }) => {
    if (role === 'resident') return
    try {
      const body = { id: newId(), accountId, role, gridId, from: since, until }
      await call(grantRole, { body, idempotencyKey: newId() })
      showToast({ text: `${displayName}的身份恢复了` })
    } catch (error) {
      toastProblem(error)
    }
    await queries.invalidateQueries({ queryKey: [listTeam.path] })
  }
}
