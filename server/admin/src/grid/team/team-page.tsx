import { ROLE_WORDS, type Role } from '@gezhong/shared/actor'
import { grantRole, listTeam, revokeRole, type Member } from '@gezhong/shared/grid/team/contract'
import { canSteer } from '@gezhong/shared/people/policy'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { call } from '../../api/api.ts'
import { newId } from '../../api/new-id.ts'
import { ProblemNote, toastProblem } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import { useUrlFilters } from '../../table/use-url-filters.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { showToast } from '../../ui/toasts.tsx'
import { EndSessionsButton } from '../sessions/end-sessions-button.tsx'
import { GridSelect } from '../grid-select.tsx'
import { useGrids } from '../use-grids.ts'

const DEFAULTS = { grid: '', q: '' }

const ROLE_TONES: Partial<Record<Role, Tone>> = { 'command-post': 'ok', 'grid-lead': 'info', 'hub-household': 'warn' }
const TOP_LEVEL = ['grid'] as const

export default function TeamPage() {
  const actor = useActor()
  const { byId, titleOf } = useGrids()
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const [leaving, setLeaving] = useState<Member | null>(null)
  const { data, error, refetch } = useRead(listTeam)
  const top = byId.get(filters.grid)?.code
  const rows = data?.members.filter(
    (member) =>
      (top === undefined || member.gridCode?.split('-')[0] === top) &&
      `${member.displayName} ${ROLE_WORDS[member.role]}`.includes(filters.q.trim()),
  )
  const columns = useMemo(
    () => teamColumns(titleOf, canSteer(actor) ? setLeaving : null, actor.accountId),
    [titleOf, actor],
  )
  return (
    <Page title="队伍" about={rows ? `${new Set(rows.map((row) => row.accountId)).size} 人` : null}>
      <div className="filter-bar">
        <GridSelect value={filters.grid} levels={TOP_LEVEL} onChange={(grid) => setFilters({ grid })} />
        <span className="push" />
        <SearchBox
          value={filters.q}
          onChange={(q) => setFilters({ q }, { replace: true })}
          placeholder="搜姓名或身份"
        />
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="队伍"
          columns={columns}
          rows={rows}
          rowId={(row) => row.grantId}
          empty={<Empty icon="person" title="没有符合的人" hint="换个网格或姓名再看。" />}
        />
      </section>
      {leaving ? <LeaveDialog member={leaving} onClose={() => setLeaving(null)} /> : null}
    </Page>
  )
}

function teamColumns(
  titleOf: (code: string) => string,
  leave: ((member: Member) => void) | null,
  self: string,
): Column<Member>[] {
  const columns: Column<Member>[] = [
    { key: 'name', title: '姓名', cell: (row) => <b>{row.displayName}</b> },
    {
      key: 'role',
      title: '身份',
      cell: (row) => <Tag tone={ROLE_TONES[row.role] ?? 'plain'}>{ROLE_WORDS[row.role]}</Tag>,
    },
    { key: 'place', title: '负责范围', cell: (row) => (row.gridCode === null ? '全村' : titleOf(row.gridCode)) },
    { key: 'since', title: '从什么时候起', cell: (row) => <span className="quiet">{whenWords(row.since)}</span> },
  ]
  if (leave === null) return columns
  const cell = (row: Member) =>
    row.accountId === self ? null : (
      <>
        <EndSessionsButton accountId={row.accountId} name={row.displayName} />{' '}
        <Button size="small" onClick={() => leave(row)}>
          免去
        </Button>
      </>
    )
  return [
    ...columns,
    { key: 'leave', title: <span className="for-readers">操作</span>, align: 'right', noPrint: true, cell },
  ]
}

function LeaveDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const revoke = useWrite(revokeRole, [listTeam])
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
        {place} · {ROLE_WORDS[member.role]}。马上生效，正在打开的页面也会立刻看不到这个范围。
      </p>
    </Dialog>
  )
}

/** Undoing a revocation is a new grant of the same role at the same place. */
function useGiveBack(): (member: Member) => Promise<void> {
  const queries = useQueryClient()
  return async ({ accountId, role, gridId, displayName }) => {
    if (role === 'resident') return
    try {
      const body = { id: newId(), accountId, role, gridId }
      await call(grantRole, { body, idempotencyKey: newId() })
      showToast({ text: `${displayName}的身份恢复了` })
    } catch (error) {
      toastProblem(error)
    }
    await queries.invalidateQueries({ queryKey: [listTeam.path] })
  }
}
