import { ROLE_WORDS, type Role } from '@gezhong/shared/actor'
import { listTeam, type Member } from '@gezhong/shared/grid/team/contract'
import { canAppoint, postsToGive } from '@gezhong/shared/grid/team/policy'
import { canSteer } from '@gezhong/shared/people/policy'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import { useUrlFilters } from '../../table/use-url-filters.ts'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { isPast, whenWords } from '../../ui/time-words.ts'
import { EndSessionsButton } from '../sessions/end-sessions-button.tsx'
import { GridSelect } from '../grid-select.tsx'
import { useGrids } from '../use-grids.ts'
import { AppointDialog } from './appoint-dialog.tsx'
import { ChangeDialog } from './change-dialog.tsx'
import { InvitationsBox } from './invitations-box.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { LinkDialog, type MadeLink } from './link-dialog.tsx'
import { ResetDialog } from './reset-dialog.tsx'
import './team.css'

const DEFAULTS = { grid: '', q: '' }

const ROLE_TONES: Partial<Record<Role, Tone>> = { 'command-post': 'ok', 'grid-lead': 'info', 'hub-household': 'warn' }
const TOP_LEVEL = ['grid'] as const

/** What is being done, in a dialog over the list. */
type Doing =
  | { what: 'invite' }
  | { what: 'appoint' }
  | { what: 'change' | 'leave' | 'reset'; member: Member }
  | { what: 'link'; made: MadeLink }

export default function TeamPage() {
  const actor = useActor()
  const { byId, titleOf } = useGrids()
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const [doing, setDoing] = useState<Doing | null>(null)
  const { data, error, refetch } = useRead(listTeam)
  const top = byId.get(filters.grid)?.code
  const rows = data?.members.filter(
    (member) =>
      (top === undefined || member.gridCode?.split('-')[0] === top) &&
      `${member.displayName} ${ROLE_WORDS[member.role]}`.includes(filters.q.trim()),
  )
  const mayGive = postsToGive(actor).length > 0
  const columns = useMemo(() => {
    const mayEnd = (member: Member) =>
      member.accountId !== actor.accountId && canAppoint(actor, member.role, member.gridCode)
    return teamColumns(titleOf, mayGive ? mayEnd : null, canSteer(actor), setDoing)
  }, [titleOf, actor, mayGive])
  return (
    <Page
      title="队伍"
      about={rows ? `${new Set(rows.map((row) => row.accountId)).size} 人` : null}
      actions={mayGive ? <Giving onDo={setDoing} /> : null}
    >
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
      {mayGive ? <InvitationsBox onMade={(made) => setDoing({ what: 'link', made })} /> : null}
      <section className="box">
        <DataTable
          label="队伍"
          columns={columns}
          rows={rows}
          rowId={(row) => row.grantId}
          empty={<Empty icon="person" title="没有符合的人" hint="换个网格或姓名再看。" />}
        />
      </section>
      {doing === null ? null : <DoingDialog doing={doing} team={data?.members ?? []} onDo={setDoing} />}
    </Page>
  )
}

function Giving({ onDo }: { onDo: (doing: Doing) => void }) {
  return (
    <>
      <Button onClick={() => onDo({ what: 'appoint' })}>加身份</Button>
      <Button type="primary" onClick={() => onDo({ what: 'invite' })}>
        <Icon name="plus" /> 邀请
      </Button>
    </>
  )
}

function DoingDialog({
  doing,
  team,
  onDo,
}: {
  doing: Doing
  team: readonly Member[]
  onDo: (doing: Doing | null) => void
}) {
  const close = () => onDo(null)
  if (doing.what === 'invite') return <InviteDialog onMade={(made) => onDo({ what: 'link', made })} onClose={close} />
  if (doing.what === 'appoint') return <AppointDialog team={team} onClose={close} />
  if (doing.what === 'link') return <LinkDialog made={doing.made} onClose={close} />
  if (doing.what === 'reset') return <ResetDialog member={doing.member} onClose={close} />
  if (doing.what === 'change') return <ChangeDialog member={doing.member} onClose={close} />
  return <LeaveDialog member={doing.member} onClose={close} />
}

function teamColumns(
  titleOf: (code: string) => string,
  mayEnd: ((member: Member) => boolean) | null,
  mayEndSessions: boolean,
  onDo: (doing: Doing) => void,
): Column<Member>[] {
  const columns: Column<Member>[] = [
    { key: 'name', title: '姓名', cell: (row) => <b>{row.displayName}</b> },
    {
      key: 'role',
      title: '身份',
      cell: (row) => <Tag tone={ROLE_TONES[row.role] ?? 'plain'}>{ROLE_WORDS[row.role]}</Tag>,
    },
    { key: 'place', title: '负责范围', cell: (row) => (row.gridCode === null ? '全村' : titleOf(row.gridCode)) },
    { key: 'since', title: '从什么时候起', cell: (row) => <Since at={row.since} /> },
    {
      key: 'until',
      title: '到什么时候',
      cell: (row) => <span className="quiet">{row.until === null ? '长期' : whenWords(row.until)}</span>,
    },
  ]
  if (mayEnd === null) return columns
  const cell = (row: Member) =>
    mayEnd(row) ? (
      <span className="team-actions">
        {row.role === 'command-post' ? (
          <Button size="small" onClick={() => onDo({ what: 'reset', member: row })}>
            重置口令
          </Button>
        ) : null}
        {mayEndSessions ? <EndSessionsButton accountId={row.accountId} name={row.displayName} /> : null}
        <Button size="small" onClick={() => onDo({ what: 'change', member: row })}>
          调整
        </Button>
        <Button size="small" onClick={() => onDo({ what: 'leave', member: row })}>
          免去
        </Button>
      </span>
    ) : null
  return [
    ...columns,
    { key: 'actions', title: <span className="for-readers">操作</span>, align: 'right', noPrint: true, cell },
  ]
}

function Since({ at }: { at: string }) {
  return isPast(at) ? <span className="quiet">{whenWords(at)}</span> : <Tag tone="warn">{whenWords(at)}开始</Tag>
}
