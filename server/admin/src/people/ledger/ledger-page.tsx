import { hasRole, LEDGER_ROLES } from '@gezhong/shared/actor'
import { displayDoor } from '@gezhong/shared/people/door'
import {
  exportHouseholds,
  listHouseholds,
  Occupancy,
  OCCUPANCY_WORDS,
  type Household,
} from '@gezhong/shared/people/ledger/contract'
import { Button, Select } from 'antd'
import { useMemo, useState } from 'react'
import { download } from '../../api/api.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { Page } from '../../shell/page.tsx'
import { useActor } from '../../session/actor.ts'
import { BulkBar } from '../../table/bulk-bar.tsx'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import { pageNumber, useUrlFilters } from '../../table/use-url-filters.ts'
import { Empty } from '../../ui/empty.tsx'
import { ExportDialog } from '../../ui/export-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Tag } from '../../ui/tag.tsx'
import { PrintSlipsDialog } from '../slips/print-dialog.tsx'
import { HouseholdDrawer } from './household-drawer.tsx'
import { BulkEditDialog } from './bulk-edit-dialog.tsx'
import { NewHouseholdDialog } from './new-household-dialog.tsx'
import { Chip } from '../../ui/chip.tsx'

const SIZE = 50
const DEFAULTS = {
  grid: '',
  building: '',
  q: '',
  occupancy: '',
  only: '',
  sort: 'door',
  page: '1',
  household: '',
}
type Filters = typeof DEFAULTS

export default function LedgerPage() {
  const { titleOf } = useGrids()
  const actor = useActor()
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [dialog, setDialog] = useState<'new' | 'bulk' | 'export' | 'slips' | null>(null)
  const page = pageNumber(filters.page)
  const { data, error, refetch } = useRead(listHouseholds, { query: { page, size: SIZE, ...query(filters) } })
  const columns = useMemo(() => householdColumns(titleOf), [titleOf])
  const selected = (data?.rows ?? []).filter((row) => chosen.has(row.id))
  const change = (next: Partial<Filters>) => {
    setChosen(new Set())
    setFilters(next)
  }
  const open = (household: string) =>
    setFilters({ household, page: filters.page }, { replace: filters.household !== '' })
  const save = (reason: string) =>
    download(exportHouseholds, '台账.xlsx', {
      body: { reason },
      query: {
        grid: filters.grid || undefined,
        q: filters.q || undefined,
        occupancy: Occupancy.safeParse(filters.occupancy).data,
      },
    })
  return (
    <Page
      title="台账"
      about={data ? `${data.total.toLocaleString()} 户` : null}
      actions={
        <>
          <Button icon={<Icon name="download" />} onClick={() => setDialog('export')}>
            导出
          </Button>
          {hasRole(actor, LEDGER_ROLES) ? <Button onClick={() => setDialog('slips')}>印纸条</Button> : null}
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setDialog('new')}>
            新增一户
          </Button>
        </>
      }
    >
      <LedgerFilters filters={filters} onChange={change} />
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="台账"
          columns={columns}
          rows={data?.rows}
          rowId={(row) => row.id}
          order={filters.sort}
          onOrder={(sort) => change({ sort })}
          selection={{ chosen, change: setChosen }}
          onOpen={(row) => open(row.id)}
          openId={filters.household}
          empty={<NoHouseholds filters={filters} onClear={() => change({ ...DEFAULTS })} />}
        />
      </section>
      {data ? (
        <Pager page={page} size={SIZE} total={data.total} unit="户" onPage={(to) => change({ page: String(to) })} />
      ) : null}
      <BulkBar count={selected.length} unit="户" onClear={() => setChosen(new Set())}>
        <Button type="primary" onClick={() => setDialog('bulk')}>
          一起修改
        </Button>
        {hasRole(actor, LEDGER_ROLES) ? <Button onClick={() => setDialog('slips')}>印纸条</Button> : null}
      </BulkBar>
      {filters.household ? <HouseholdDrawer id={filters.household} onClose={() => open('')} /> : null}
      {dialog === 'export' ? <ExportDialog what="台账" save={save} onClose={() => setDialog(null)} /> : null}
      {dialog === 'new' ? (
        <NewHouseholdDialog gridId={filters.grid} onClose={() => setDialog(null)} onMade={open} />
      ) : null}
      {dialog === 'slips' ? (
        <PrintSlipsDialog
          householdIds={selected.map(({ id }) => id)}
          gridId={filters.grid}
          onClose={() => setDialog(null)}
          onDone={() => setChosen(new Set())}
        />
      ) : null}
      {dialog === 'bulk' ? (
        <BulkEditDialog
          households={selected}
          onClose={() => setDialog(null)}
          onDone={() => {
            setDialog(null)
            setChosen(new Set())
          }}
        />
      ) : null}
    </Page>
  )
}

const ORDERS = ['door', '-door', 'headcount', '-headcount'] as const

function query(filters: Filters) {
  return {
    grid: filters.grid || undefined,
    building: filters.building || undefined,
    q: filters.q || undefined,
    occupancy: Occupancy.safeParse(filters.occupancy).data,
    priority: filters.only === 'priority' ? ('true' as const) : undefined,
    noPhone: filters.only === 'no-phone' ? ('true' as const) : undefined,
    sort: ORDERS.find((order) => order === filters.sort) ?? 'door',
  }
}

function LedgerFilters({ filters, onChange }: { filters: Filters; onChange: (next: Partial<Filters>) => void }) {
  return (
    <div className="filter-bar">
      <SearchBox value={filters.q} onChange={(q) => onChange({ q })} placeholder="搜门牌或整个电话号码" width={250} />
      <GridSelect value={filters.grid} onChange={(grid) => onChange({ grid })} />
      <Select
        aria-label="居住情况"
        value={filters.occupancy}
        onChange={(occupancy) => onChange({ occupancy })}
        style={{ width: 120 }}
        options={[
          { value: '', label: '全部状态' },
          ...Occupancy.options.map((value) => ({ value, label: OCCUPANCY_WORDS[value] })),
        ]}
      />
      {ONLY.map(({ key, words }) => (
        <Chip key={key} isOn={filters.only === key} onClick={() => onChange({ only: filters.only === key ? '' : key })}>
          {words}
        </Chip>
      ))}
      {filters.building ? (
        <Chip isOn onClick={() => onChange({ building: '' })}>
          只看一栋楼 <Icon name="close" size={14} />
        </Chip>
      ) : null}
    </div>
  )
}

const ONLY = [
  { key: 'priority', words: '优先照顾' },
  { key: 'no-phone', words: '没有电话' },
] as const

function householdColumns(titleOf: (code: string) => string): Column<Household>[] {
  return [
    { key: 'door', title: '门牌', sort: 'door', cell: (row) => <b>{displayDoor(row.door)}</b> },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    {
      key: 'headcount',
      title: '人数',
      sort: 'headcount',
      align: 'right',
      cell: (row) => row.headcount ?? <span className="warn-text">不知道</span>,
    },
    {
      key: 'phone',
      title: '电话',
      cell: (row) => <span className="num">{row.phonesMasked.join('、') || <span className="quiet">没有</span>}</span>,
    },
    {
      key: 'occupancy',
      title: '状态',
      cell: (row) => (
        <span className="row">
          <Tag tone={row.occupancy === 'occupied' ? 'ok' : 'plain'}>{OCCUPANCY_WORDS[row.occupancy]}</Tag>
          {row.priority ? <Tag tone="warn">优先</Tag> : null}
        </span>
      ),
    },
    { key: 'note', title: '备注', width: '34%', cut: true, cell: (row) => <span title={row.note}>{row.note}</span> },
  ]
}

function NoHouseholds({ filters, onClear }: { filters: Filters; onClear: () => void }) {
  const filtered = filters.grid || filters.building || filters.q || filters.occupancy || filters.only
  if (!filtered) return <Empty title="台账还是空的" hint="在“导入”里上传台账表格，或者先新增一户。" />
  return (
    <Empty
      icon="search"
      title="没有符合条件的住户"
      hint={filters.q ? `没找到“${filters.q}”，可以只写门牌号，或写整个电话号码。` : '换个条件再看。'}
      action={<Button onClick={onClear}>看全部</Button>}
    />
  )
}
