import { listTeam } from '@gezhong/shared/grid/team/contract'
import { assignFollowUps, listFollowUps, type FollowUp } from '@gezhong/shared/people/follow-ups/contract'
import { useQueryClient } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { call } from '../../api/api.ts'
import { newId } from '../../api/new-id.ts'
import { toastProblem } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { personOptions } from '../buildings/assign-dialog.tsx'

const ALL = 'all'

/** Each goes back to whoever had it before. */
async function giveBack(before: readonly FollowUp[]): Promise<void> {
  const owners = new Set(before.map(({ assignedTo }) => assignedTo?.accountId ?? null))
  for (const accountId of owners) {
    const ids = before.filter(({ assignedTo }) => (assignedTo?.accountId ?? null) === accountId).map(({ id }) => id)
    await call(assignFollowUps, { body: { ids, accountId }, idempotencyKey: newId() })
  }
}

/** Gives the chosen households to one caller, who gets them first, or back to everybody. */
export function AssignCallersDialog({
  followUps,
  onClose,
  onDone,
}: {
  followUps: readonly FollowUp[]
  onClose: () => void
  onDone: () => void
}) {
  const [accountId, setAccountId] = useState<string>()
  const team = useRead(listTeam).data?.members
  const { titleOf } = useGrids()
  const assign = useWrite(assignFollowUps, [listFollowUps])
  const queries = useQueryClient()
  const undo = () =>
    void giveBack(followUps)
      .then(() => showToast({ text: '撤销了，和原来一样' }), toastProblem)
      .finally(() => void queries.invalidateQueries({ queryKey: [listFollowUps.path] }))
  const submit = () => {
    if (accountId === undefined) return
    const body = { ids: followUps.map(({ id }) => id), accountId: accountId === ALL ? null : accountId }
    assign.mutate(
      { body },
      {
        onSuccess: ({ assigned }) => {
          const name = team?.find((member) => member.accountId === accountId)?.displayName
          showToast({
            text: name ? `${assigned.length} 户派给${name}` : `${assigned.length} 户还给大家打`,
            action: { label: '撤销', run: undo },
          })
          onDone()
        },
      },
    )
  }
  return (
    <Dialog
      title={`${followUps.length} 户派给谁打`}
      okText="确定"
      busy={assign.isPending}
      ready={accountId !== undefined}
      error={assign.error}
      onOk={submit}
      onClose={onClose}
    >
      <p className="quiet">派了的户只有这位打得到，别人接着打其余的。</p>
      <div className="field">
        <span>派给</span>
        <Select
          aria-label="派给"
          autoFocus
          placeholder="选择或输入姓名"
          value={accountId}
          onChange={setAccountId}
          loading={team === undefined}
          showSearch={{ optionFilterProp: 'search' }}
          options={[...personOptions(team ?? [], followUps, titleOf), { value: ALL, label: '谁都可以打', search: '' }]}
        />
      </div>
    </Dialog>
  )
}
