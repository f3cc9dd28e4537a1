import { ROLE_WORDS } from '@gezhong/shared/actor'
import {
  listInvitations,
  renewInvitation,
  revokeInvitation,
  type Invitation,
} from '@gezhong/shared/grid/invitations/contract'
import { Button } from 'antd'
import { toastProblem } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Tag } from '../../ui/tag.tsx'
import { isPast, whenWords } from '../../ui/time-words.ts'
import { showToast } from '../../ui/toasts.tsx'
import { useGrids } from '../use-grids.ts'
import type { MadeLink } from './link-dialog.tsx'

/** Invitations that nobody has taken yet; nothing is drawn when there are none. */
export function InvitationsBox({ onMade }: { onMade: (made: MadeLink) => void }) {
  const { titleOf } = useGrids()
  const { data } = useRead(listInvitations)
  const renew = useWrite(renewInvitation, [listInvitations])
  const revoke = useWrite(revokeInvitation, [listInvitations])
  if (data === undefined || data.invitations.length === 0) return null
  const callBack = ({ id, displayName }: Invitation) =>
    revoke.mutate(
      { params: { id } },
      { onSuccess: () => showToast({ text: `给${displayName}的邀请收回了` }), onError: toastProblem },
    )
  const sendAgain = ({ id }: Invitation) =>
    renew.mutate({ params: { id } }, { onSuccess: onMade, onError: toastProblem })
  const columns = invitationColumns(titleOf, renew.isPending || revoke.isPending, sendAgain, callBack)
  return (
    <section className="box">
      <h3>还没接受的邀请</h3>
      <DataTable
        label="还没接受的邀请"
        columns={columns}
        rows={data.invitations}
        rowId={(row) => row.id}
        empty={null}
      />
    </section>
  )
}

function invitationColumns(
  titleOf: (code: string) => string,
  busy: boolean,
  sendAgain: (row: Invitation) => void,
  callBack: (row: Invitation) => void,
): Column<Invitation>[] {
  return [
    { key: 'name', title: '姓名', cell: (row) => <b>{row.displayName}</b> },
    { key: 'role', title: '身份', cell: (row) => ROLE_WORDS[row.role] },
    { key: 'place', title: '负责范围', cell: (row) => (row.gridCode === null ? '全村' : titleOf(row.gridCode)) },
    { key: 'by', title: '邀请人', cell: (row) => row.byName },
    { key: 'expires', title: '链接', cell: (row) => <Expiry at={row.expiresAt} /> },
    {
      key: 'actions',
      title: <span className="for-readers">操作</span>,
      align: 'right',
      noPrint: true,
      cell: (row) => (
        <span className="team-actions">
          <Button size="small" disabled={busy} onClick={() => sendAgain(row)}>
            重发链接
          </Button>
          <Button size="small" disabled={busy} onClick={() => callBack(row)}>
            收回
          </Button>
        </span>
      ),
    },
  ]
}

function Expiry({ at }: { at: string }) {
  return isPast(at) ? <Tag tone="warn">已过期</Tag> : <span className="quiet">{whenWords(at)}前有效</span>
}
