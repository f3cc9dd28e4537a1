import { hasRole } from '@gezhong/shared/actor'
import {
  exportFollowUps,
  FOLLOW_UP_WORDS,
  followUpCounts,
  FollowUpSort,
  FollowUpState,
  listFollowUps,
} from '@gezhong/shared/people/follow-ups/contract'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { download } from '../../api/api.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { BulkBar } from '../../table/bulk-bar.tsx'
import { DataTable } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import { pageNumber, useUrlFilters } from '../../table/use-url-filters.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ExportDialog } from '../../ui/export-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { HouseholdDrawer } from '../ledger/household-drawer.tsx'
import { AssignCallersDialog } from './assign-callers-dialog.tsx'
import { CallTeam } from './call-team.tsx'
import { followUpColumns } from './follow-up-columns.tsx'

const SIZE = 50
const DEFAULTS = {
  state: 'due',
  grid: '',
  whose: '',
  q: '',
  sort: 'urgency',
  page: '1',
  household: '',
  view: '',
  days: '1',
}
type Filters = typeof DEFAULTS

/** Other people call meanwhile, and a claim is told by no event. */
const FRESH_MS = 10_000

const queryOf = (filters: Filters) => ({
  grid: filters.grid || undefined,
  state: FollowUpState.safeParse(filters.state).data,
  whose: filters.whose === 'nobody' ? ('nobody' as const) : filters.whose === 'mine' ? ('mine' as const) : undefined,
  q: filters.q || undefined,
})

/** Whoever is missing, and who calls them: the queue, and what each caller did. */
export default function FollowUpsPage() {
  const actor = useActor()
  const leads = hasRole(actor, ['grid-lead', 'command-post'])
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const [exporting, setExporting] = useState(false)
  const isTeam = filters.view === 'team' && leads
  const save = (reason: string) => download(exportFollowUps, '追踪.xlsx', { query: queryOf(filters), body: { reason } })
  return (
    <Page
      title="电话追踪"
      about="谁还没报、没检，谁在打，打得怎样"
      actions={
        <>
          {leads ? (
            <Button onClick={() => setFilters({ view: isTeam ? '' : 'team' })}>
              {isTeam ? '看名单' : '看谁打了多少'}
            </Button>
          ) : null}
          {isTeam ? null : (
            <Button icon={<Icon name="download" />} onClick={() => setExporting(true)}>
              导出
            </Button>
          )}
        </>
      }
    >
      {exporting ? <ExportDialog what="追踪名单" save={save} onClose={() => setExporting(false)} /> : null}
      {isTeam ? (
        <CallTeam days={filters.days === '7' ? '7' : '1'} onDays={(days) => setFilters({ days })} />
      ) : (
        <Queue filters={filters} leads={leads} onChange={setFilters} />
      )}
    </Page>
  )
}

interface QueueProps {
  filters: Filters
  leads: boolean
  onChange: (next: Partial<Filters>, options?: { replace?: boolean }) => void
}

function Queue({ filters, leads, onChange }: QueueProps) {
  const { titleOf } = useGrids()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [assigning, setAssigning] = useState(false)
  const page = pageNumber(filters.page)
  const sort = FollowUpSort.safeParse(filters.sort).data ?? 'urgency'
  const { data, error, refetch } = useRead(
    listFollowUps,
    { query: { page, size: SIZE, sort, ...queryOf(filters) } },
    { refetchInterval: FRESH_MS },
  )
  const columns = useMemo(() => followUpColumns(titleOf), [titleOf])
  const selected = (data?.rows ?? []).filter(({ id }) => chosen.has(id))
  const change = (next: Partial<Filters>) => {
    setChosen(new Set())
    onChange(next)
  }
  const open = (household: string) => onChange({ household, page: filters.page }, { replace: true })
  return (
    <>
      <QueueFilters filters={filters} onChange={change} />
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="要追的户"
          columns={columns}
          rows={data?.rows}
          rowId={(row) => row.id}
          order={sort}
          onOrder={(next) => change({ sort: FollowUpSort.safeParse(next).data ?? 'urgency' })}
          {...(leads ? { selection: { chosen, change: setChosen } } : {})}
          onOpen={(row) => open(row.householdId)}
          empty={<NobodyHere filters={filters} />}
        />
      </section>
      {data ? (
        <Pager page={page} size={SIZE} total={data.total} unit="户" onPage={(to) => change({ page: String(to) })} />
      ) : null}
      <BulkBar count={selected.length} unit="户" onClear={() => setChosen(new Set())}>
        <Button type="primary" onClick={() => setAssigning(true)}>
          派给一个人打
        </Button>
      </BulkBar>
      {assigning ? (
        <AssignCallersDialog
          followUps={selected}
          onClose={() => setAssigning(false)}
          onDone={() => {
            setAssigning(false)
            setChosen(new Set())
          }}
        />
      ) : null}
      {filters.household ? <HouseholdDrawer id={filters.household} onClose={() => open('')} /> : null}
    </>
  )
}

const WHOSE = [
  { key: 'nobody', words: '没派人的' },
  { key: 'mine', words: '归我的' },
] as const

function QueueFilters({ filters, onChange }: { filters: Filters; onChange: (next: Partial<Filters>) => void }) {
  const counts = useRead(followUpCounts, { query: { grid: filters.grid || undefined } }, { refetchInterval: FRESH_MS })
  return (
    <div className="filter-bar">
      {FollowUpState.options.map((state) => (
        <Chip key={state} isOn={filters.state === state} onClick={() => onChange({ state })}>
          {FOLLOW_UP_WORDS[state]} {counts.data?.[state].toLocaleString() ?? ''}
        </Chip>
      ))}
      {WHOSE.map(({ key, words }) => (
        <Chip
          key={key}
          isOn={filters.whose === key}
          onClick={() => onChange({ whose: filters.whose === key ? '' : key })}
        >
          {words}
        </Chip>
      ))}
      <span className="push" />
      <SearchBox value={filters.q} onChange={(q) => onChange({ q })} placeholder="搜门牌" />
      <GridSelect value={filters.grid} onChange={(grid) => onChange({ grid })} />
    </div>
  )
}

function NobodyHere({ filters }: { filters: Filters }) {
  if (filters.q !== '') return <Empty icon="search" title={`没找到“${filters.q}”`} hint="可以只写门牌号。" />
  if (filters.state === 'due') return <Empty icon="check" title="没有要打的" hint="都打过了，或者一户不差。" />
  return <Empty title="这里没有住户" hint="换个状态或网格再看。" />
}
