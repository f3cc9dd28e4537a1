import { displayDoor } from '@gezhong/shared/people/door'
import { EXEMPTION_WORDS, ExemptionReason } from '@gezhong/shared/people/exemptions/contract'
import { OCCUPANCY_WORDS, type Occupancy } from '@gezhong/shared/people/ledger/contract'
import { listExcused, type ExcusedHousehold } from '@gezhong/shared/people/missing/contract'
import type { Roll } from '@gezhong/shared/people/rolls/contract'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { pageNumber } from '../../table/use-url-filters.ts'
import { Empty } from '../../ui/empty.tsx'
import { dayWords } from '../../ui/time-words.ts'

const SIZE = 50

interface Filters {
  grid: string
  q: string
  page: string
  household: string
}

/** Who need not come to a roll, and why. */
export function ExcusedList({
  roll,
  filters,
  onFilter,
}: {
  roll: Roll
  filters: Filters
  onFilter: (change: Partial<Filters>) => void
}) {
  const { titleOf } = useGrids()
  const page = pageNumber(filters.page)
  const { data, error, refetch } = useRead(listExcused, {
    params: { id: roll.id },
    query: { page, size: SIZE, grid: filters.grid || undefined, q: filters.q || undefined },
  })
  const columns = useMemo(() => excusedColumns(titleOf), [titleOf])
  return (
    <>
      {roll.question === 'who-was-tested' ? (
        <p className="quiet small">
          这里一个人一行；上面数的是整户都不用检的户，只免了几个人的户还算没检或已检。免检的人在
          <Link to="/exemptions">不用检测</Link>
          里办，也在那里导出；空房、外出、封门按台账算。来检了的人算已检，不在这里。
        </p>
      ) : null}
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label={`${roll.title}不用来的`}
          columns={columns}
          rows={data?.rows}
          rowId={({ householdId, reason, name, untilDay }) => [householdId, reason, name, untilDay].join(' ')}
          onOpen={(row) => onFilter({ household: row.householdId, page: filters.page })}
          empty={<Empty title="没有不用来的" hint="外出、空房、批了免检的，会列在这里。" />}
        />
      </section>
      {data ? (
        <Pager page={page} size={SIZE} total={data.total} unit="条" onPage={(to) => onFilter({ page: String(to) })} />
      ) : null}
    </>
  )
}

function reasonWords({ reason, people }: ExcusedHousehold): string {
  const exempt = people > 0 ? ExemptionReason.safeParse(reason).data : undefined
  return exempt === undefined ? `台账：${OCCUPANCY_WORDS[reason as Occupancy]}` : EXEMPTION_WORDS[exempt]
}

function excusedColumns(titleOf: (code: string) => string): Column<ExcusedHousehold>[] {
  const dash = <span className="quiet">—</span>
  return [
    { key: 'door', title: '门牌', cell: (row) => <b>{displayDoor(row.door)}</b> },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    { key: 'name', title: '谁', cell: (row) => row.name ?? (row.people > 0 ? `${row.people} 人` : '全户') },
    { key: 'reason', title: '为什么', cell: reasonWords },
    {
      key: 'until',
      title: '到哪天',
      cell: (row) => (row.untilDay === null ? dash : <span className="num">{dayWords(row.untilDay)}</span>),
    },
    { key: 'by', title: '谁批的', cell: (row) => row.decidedByName ?? dash },
  ]
}
