import { listOutsiders, revealOutsider, type OutsiderSample } from '@gezhong/shared/people/unplaced/contract'
import { useMemo } from 'react'
import { ProblemNote, toastProblem } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { CompactPhones } from '../compact-phones.tsx'
import type { TabProps } from './tabs.ts'

const SIZE = 50

/** People from elsewhere who were tested here, counted apart from who is due. */
export function OutsiderList({ round, filters: { grid }, page, onFilter }: TabProps) {
  const { titleOf } = useGrids()
  const { data, error, refetch } = useRead(listOutsiders, {
    params: { id: round.id },
    query: { page, size: SIZE, grid: grid || undefined },
  })
  const columns = useMemo(() => outsiderColumns(titleOf), [titleOf])
  return (
    <>
      <div className="filter-bar">
        <span className="quiet small">不住在这里、在这里检的人。不算在应检、已检里。</span>
        <span className="push" />
        <GridSelect value={grid} onChange={(next) => onFilter({ grid: next })} />
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label={`${round.title}外来人员`}
          columns={columns}
          rows={data?.rows}
          rowId={({ id }) => id}
          empty={<Empty icon="check" title="没有外来的人" hint="采样时选“外来人员”的，会列在这里。" />}
        />
      </section>
      {data ? (
        <Pager page={page} size={SIZE} total={data.total} unit="条" onPage={(to) => onFilter({ page: String(to) })} />
      ) : null}
    </>
  )
}

function outsiderColumns(titleOf: (code: string) => string): Column<OutsiderSample>[] {
  return [
    {
      key: 'name',
      title: '姓名',
      cell: (row) => (
        <span className="row">
          <b>{row.nameMasked ?? <span className="quiet">没留</span>}</b>
          {row.people > 1 ? <span className="num">{row.people} 人</span> : null}
        </span>
      ),
    },
    { key: 'phone', title: '电话', cell: (row) => <Phone of={row} /> },
    { key: 'from', title: '从哪里来', wrap: true, cell: (row) => row.from || <span className="quiet">没写</span> },
    { key: 'grid', title: '在哪采的', cell: (row) => titleOf(row.gridCode) },
    { key: 'tube', title: '管号', cell: (row) => <span className="num">{row.tubeCode || '—'}</span> },
    { key: 'by', title: '谁采的', cell: (row) => row.samplerName },
    {
      key: 'at',
      title: '时间',
      cell: (row) => (
        <span className="row">
          <span className="num">{whenWords(row.takenAt)}</span>
          {row.late ? <Tag>补送</Tag> : null}
        </span>
      ),
    },
  ]
}

function Phone({ of: { id, phonesMasked } }: { of: OutsiderSample }) {
  const reveal = useWrite(revealOutsider)
  return (
    <CompactPhones
      masked={phonesMasked}
      revealing={reveal}
      onReveal={() => reveal.mutate({ params: { id } }, { onError: toastProblem })}
    />
  )
}
