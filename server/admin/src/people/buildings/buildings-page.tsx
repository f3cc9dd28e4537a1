import { listBuildings, type Building } from '@gezhong/shared/people/ledger/contract'
import { displayDoor } from '@gezhong/shared/people/door'
import { canAssign, canSteer } from '@gezhong/shared/people/policy'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { BulkBar } from '../../table/bulk-bar.tsx'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import { pageNumber, useUrlFilters } from '../../table/use-url-filters.ts'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { AssignDialog } from './assign-dialog.tsx'
import './buildings.css'
import { GridDialog } from '../../grid/grid-dialog.tsx'
import { GridTreeNav } from '../../grid/grid-tree-nav.tsx'
import { Chip } from '../../ui/chip.tsx'

const DEFAULTS = { grid: '', unassigned: '', q: '', page: '1' }

const SIZE = 50

export default function BuildingsPage() {
  const actor = useActor()
  const tree = useGrids()
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [dialog, setDialog] = useState<'assign' | 'grid' | null>(null)
  const page = pageNumber(filters.page)
  const { data, error, refetch } = useRead(listBuildings, {
    query: {
      page,
      size: SIZE,
      q: filters.q || undefined,
      grid: filters.grid || undefined,
      unassigned: filters.unassigned === 'true' ? 'true' : undefined,
    },
  })
  const columns = useMemo(() => buildingColumns(tree.titleOf), [tree])
  const selected = (data?.rows ?? []).filter((row) => chosen.has(row.id))
  const mayAssign = selected.every((row) => canAssign(actor, row.gridCode))
  const change = (next: Partial<typeof filters>) => {
    setChosen(new Set())
    setFilters(next)
  }
  return (
    <Page
      title="网格与楼栋"
      about={data ? `${data.total.toLocaleString()} 栋` : null}
      actions={
        canSteer(actor) ? (
          <Button icon={<Icon name="plus" />} onClick={() => setDialog('grid')}>
            新增网格
          </Button>
        ) : null
      }
    >
      <div className="buildings">
        <GridTreeNav chosen={filters.grid} onChoose={(grid) => change({ grid })} />
        <div className="stack">
          <div className="filter-bar">
            <Chip isOn={filters.unassigned !== 'true'} onClick={() => change({ unassigned: '' })}>
              全部楼栋
            </Chip>
            <Chip isOn={filters.unassigned === 'true'} onClick={() => change({ unassigned: 'true' })}>
              只看没人负责的
            </Chip>
            <span className="push" />
            <SearchBox value={filters.q} onChange={(q) => setFilters({ q }, { replace: true })} placeholder="搜门牌" />
          </div>
          <ProblemNote error={error} onRetry={() => void refetch()} />
          <section className="box">
            <DataTable
              label="楼栋"
              columns={columns}
              rows={data?.rows}
              rowId={(row) => row.id}
              selection={{ chosen, change: setChosen }}
              empty={<NoBuildings filters={filters} />}
            />
          </section>
          {data ? (
            <Pager
              page={page}
              size={SIZE}
              total={data.total}
              unit="栋"
              onPage={(next) => setFilters({ page: String(next) })}
            />
          ) : null}
          <BulkBar count={selected.length} unit="栋" onClear={() => setChosen(new Set())}>
            <Button type="primary" disabled={!mayAssign} onClick={() => setDialog('assign')}>
              交给谁负责
            </Button>
            {mayAssign ? null : <span className="quiet small">有几栋不在您能分配的网格里</span>}
          </BulkBar>
        </div>
      </div>
      {dialog === 'assign' ? (
        <AssignDialog
          buildings={selected}
          onClose={() => setDialog(null)}
          onDone={() => {
            setDialog(null)
            setChosen(new Set())
          }}
        />
      ) : null}
      {dialog === 'grid' ? <GridDialog parentId={filters.grid} onClose={() => setDialog(null)} /> : null}
    </Page>
  )
}

function buildingColumns(titleOf: (code: string) => string): Column<Building>[] {
  return [
    { key: 'door', title: '门牌', cell: (row) => <b>{displayDoor(row.door)}</b> },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    {
      key: 'responsible',
      title: '负责人',
      cell: (row) => row.responsibleName ?? <Tag tone="bad">没人负责</Tag>,
    },
    {
      key: 'households',
      title: '户数',
      align: 'right',
      cell: (row) =>
        row.households === 0 ? (
          <span className="quiet">0</span>
        ) : (
          <Link to={`/ledger?building=${row.id}`}>{row.households}</Link>
        ),
    },
    { key: 'people', title: '人数', align: 'right', cell: (row) => row.people },
    { key: 'floors', title: '层数', align: 'right', cell: (row) => row.floors ?? <span className="quiet">—</span> },
    {
      key: 'area',
      title: '建筑面积（㎡）',
      align: 'right',
      cell: (row) => row.floorArea?.toLocaleString() ?? <span className="quiet">—</span>,
    },
    { key: 'structure', title: '结构', cell: (row) => row.structure ?? <span className="quiet">—</span> },
  ]
}

function NoBuildings({ filters }: { filters: { grid: string; unassigned: string; q: string } }) {
  if (filters.q !== '') return <Empty icon="search" title={`没有门牌里带“${filters.q}”的楼栋`} hint="换个写法再搜。" />
  if (filters.unassigned === 'true') {
    return <Empty icon="check" title="每栋楼都有人负责了" hint="新增的楼栋没人负责时会出现在这里。" />
  }
  return <Empty title="这里还没有楼栋" hint="导入地籍表或台账后，楼栋会按门牌归到网格里。" />
}
