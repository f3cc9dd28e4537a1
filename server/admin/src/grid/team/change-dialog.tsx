import { ROLE_WORDS } from '@gezhong/shared/actor'
import { gridCounts } from '@gezhong/shared/grid/communities/contract'
import { changePost, listTeam, type Member } from '@gezhong/shared/grid/team/contract'
import { listBuildings } from '@gezhong/shared/people/ledger/contract'
import { useState } from 'react'
import { newId } from '../../api/new-id.ts'
import { useWrite } from '../../api/write.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { instantOf, localOf } from '../../ui/local-moment.ts'
import { MomentField } from '../../ui/moment-field.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { PlaceField } from './post-fields.tsx'

/** Moves a post to another grid, or gives it another end. */
export function ChangeDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const [id] = useState(newId)
  const [gridId, setGridId] = useState(member.gridId ?? '')
  const [until, setUntil] = useState(localOf(member.until))
  const change = useWrite(changePost, [listTeam, listBuildings, gridCounts])
  const moves = gridId !== (member.gridId ?? '')
  const submit = () =>
    change.mutate(
      { params: { id: member.grantId }, body: { id, gridId: gridId === '' ? null : gridId, until: instantOf(until) } },
      {
        onSuccess: () => {
          showToast({ text: `${member.displayName}的${ROLE_WORDS[member.role]}身份已调整` })
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`调整${member.displayName}的${ROLE_WORDS[member.role]}身份`}
      okText="调整"
      busy={change.isPending}
      ready={moves || until !== localOf(member.until)}
      error={change.error}
      onOk={submit}
      onClose={onClose}
    >
      <PlaceField role={member.role} value={gridId} onChange={setGridId} />
      <MomentField label="到什么时候" help="不填就是长期。" value={until} onChange={setUntil} />
      {moves ? <p className="quiet">换了网格，原来网格里由他负责的楼栋会变成没人负责，请再分配。</p> : null}
    </Dialog>
  )
}
