import { ROLE_WORDS, STAFF_ROLES, type Role } from '@gezhong/shared/actor'
import { gridCounts } from '@gezhong/shared/grid/communities/contract'
import { listTeam, type Member } from '@gezhong/shared/grid/team/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { assignBuildings, listBuildings, listChanges, type Building } from '@gezhong/shared/people/ledger/contract'
import { Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { useUndoChanges } from '../ledger/use-undo-changes.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { ReasonField } from '../../ui/reason-field.tsx'
import { isPast } from '../../ui/time-words.ts'
import { showToast } from '../../ui/toasts.tsx'
import { useGrids } from '../../grid/use-grids.ts'

const NOBODY = 'nobody'
const DOORS_NAMED = 4

/** Gives the chosen buildings to one person, or to nobody; those of the buildings' own grids come first. */
export function AssignDialog({
  buildings,
  onClose,
  onDone,
}: {
  buildings: readonly Building[]
  onClose: () => void
  onDone: () => void
}) {
  const [accountId, setAccountId] = useState<string>()
  const [reason, setReason] = useState('分工')
  const team = useRead(listTeam).data?.members
  const { titleOf } = useGrids()
  const assign = useWrite(assignBuildings, [listBuildings, gridCounts, listChanges])
  const undo = useUndoChanges()
  const doors = buildings.slice(0, DOORS_NAMED).map((building) => displayDoor(building.door))

  const submit = () => {
    if (accountId === undefined) return
    const body = {
      buildingIds: buildings.map((building) => building.id),
      accountId: accountId === NOBODY ? null : accountId,
      reason,
    }
    assign.mutate(
      { body },
      {
        onSuccess: ({ assigned, changeIds }) => {
          const name = team?.find((member) => member.accountId === accountId)?.displayName
          showToast({
            text: name ? `${assigned} 栋交给${name}负责` : `${assigned} 栋改为没人负责`,
            action: { label: '撤销', run: () => void undo(changeIds) },
          })
          onDone()
        },
      },
    )
  }
  return (
    <Dialog
      title={`${buildings.length} 栋楼交给谁负责`}
      okText="确定"
      busy={assign.isPending}
      ready={accountId !== undefined && reason.trim() !== ''}
      error={assign.error}
      onOk={submit}
      onClose={onClose}
    >
      <p className="quiet">
        {doors.join('、')}
        {buildings.length > DOORS_NAMED ? ` 等 ${buildings.length} 栋` : ''}
      </p>
      <div className="field">
        <span>负责人</span>
        <Select
          aria-label="负责人"
          autoFocus
          placeholder="选择或输入姓名"
          value={accountId}
          onChange={setAccountId}
          loading={team === undefined}
          showSearch={{ optionFilterProp: 'search' }}
          options={[
            ...personOptions(team ?? [], buildings, titleOf),
            { value: NOBODY, label: '先不安排人', search: '' },
          ]}
        />
      </div>
      <ReasonField value={reason} onChange={setReason} choices={['分工', '换人', '新来的队员', '原负责人离开']} />
    </Dialog>
  )
}

/** Everybody of the staff, those of these grids first. */
export function personOptions(
  team: readonly Member[],
  places: readonly { gridCode: string }[],
  titleOf: (code: string) => string,
) {
  const near = new Set(places.map((place) => place.gridCode.split('-')[0]))
  const staff = team.filter((member) => (STAFF_ROLES as readonly Role[]).includes(member.role) && isPast(member.since))
  const byAccount = new Map(staff.map((member) => [member.accountId, member]))
  const isNear = (member: Member) => member.gridCode !== null && near.has(member.gridCode.split('-')[0])
  return [...byAccount.values()]
    .sort((one, other) => Number(isNear(other)) - Number(isNear(one)))
    .map((member) => ({
      value: member.accountId,
      label: `${member.displayName} · ${ROLE_WORDS[member.role]} · ${member.gridCode ? titleOf(member.gridCode) : '全村'}`,
      search: `${member.displayName} ${ROLE_WORDS[member.role]} ${member.gridCode ?? ''}`,
    }))
}
