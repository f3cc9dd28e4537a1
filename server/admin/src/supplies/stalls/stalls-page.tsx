import { hasRole, LEDGER_ROLES } from '@gezhong/shared/actor'
import { listStalls, STALL_STATE_WORDS, StallState } from '@gezhong/shared/supplies/stalls/contract'
import { Button, Input } from 'antd'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { DataTable } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { pageNumber, useUrlFilters } from '../../table/use-url-filters.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { stallColumns } from './stall-columns.tsx'
import './stalls.css'

const SIZE = 50
const REFRESH_MS = 60_000
const DEFAULTS = { state: '', day: '', grid: '', page: '1' }
const GROUPS = ['grid'] as const

export default function StallsPage() {
  const actor = useActor()
  const navigate = useNavigate()
  const { titleOf } = useGrids()
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const page = pageNumber(filters.page)
  const query = {
    state: StallState.safeParse(filters.state).data,
    day: filters.day || undefined,
    grid: filters.grid || undefined,
  }
  const { data, error, refetch } = useRead(
    listStalls,
    { query: { ...query, page, size: SIZE } },
    { refetchInterval: REFRESH_MS },
  )
  const columns = useMemo(() => stallColumns(titleOf), [titleOf])
  const isFiltered = Object.values(query).some((value) => value !== undefined)
  const open = () => void navigate(filters.grid === '' ? '/stalls/new' : `/stalls/new?grid=${filters.grid}`)
  return (
    <Page
      title="菜吧"
      about={data ? `${data.total.toLocaleString()} 个` : null}
      actions={
        hasRole(actor, LEDGER_ROLES) ? (
          <Button type="primary" icon={<Icon name="plus" />} onClick={open}>
            开一个菜吧
          </Button>
        ) : null
      }
    >
      <div className="filter-bar">
        <Chip isOn={filters.state === ''} onClick={() => setFilters({ state: '' })}>
          全部
        </Chip>
        {StallState.options.map((state) => (
          <Chip key={state} isOn={filters.state === state} onClick={() => setFilters({ state })}>
            {STALL_STATE_WORDS[state]}
          </Chip>
        ))}
        <span className="push" />
        <Input
          type="date"
          aria-label="哪天送"
          title="哪天送"
          value={filters.day}
          onChange={(event) => setFilters({ day: event.target.value })}
          style={{ width: 150 }}
        />
        <GridSelect value={filters.grid} onChange={(grid) => setFilters({ grid })} levels={GROUPS} width={140} />
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="菜吧"
          columns={columns}
          rows={data?.rows}
          rowId={(row) => row.id}
          onOpen={(row) => void navigate(`/stalls/${row.id}`)}
          empty={
            isFiltered ? (
              <Empty
                icon="basket"
                title="没有符合的菜吧"
                hint="换一天、换个网格，或看全部。"
                action={<Button onClick={() => setFilters(DEFAULTS)}>看全部</Button>}
              />
            ) : (
              <Empty icon="basket" title="还没有菜吧" hint="开一个：写上卖什么、多少钱、几点截止，群里就能订。" />
            )
          }
        />
      </section>
      {data ? (
        <Pager page={page} size={SIZE} total={data.total} unit="个" onPage={(to) => setFilters({ page: String(to) })} />
      ) : null}
    </Page>
  )
}
