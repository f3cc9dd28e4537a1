import { callTeam, type CallerNumbers } from '@gezhong/shared/people/follow-ups/contract'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'

const DAYS = [
  { key: '1', words: '今天' },
  { key: '7', words: '近 7 天' },
] as const

const dash = <span className="quiet">—</span>

const COLUMNS: readonly Column<CallerNumbers>[] = [
  { key: 'name', title: '谁打的', cell: (row) => <b>{row.name}</b> },
  { key: 'calls', title: '电话', align: 'right', cell: (row) => row.calls },
  { key: 'reached', title: '接通', align: 'right', cell: (row) => row.reached },
  {
    key: 'share',
    title: '接通率',
    align: 'right',
    cell: (row) => (row.calls === 0 ? dash : `${Math.round((row.reached / row.calls) * 100)}%`),
  },
  { key: 'visits', title: '上门', align: 'right', cell: (row) => row.visits },
  { key: 'closed', title: '打完就齐了', align: 'right', cell: (row) => `${row.closed} 户` },
  {
    key: 'median',
    title: '多久齐（中位）',
    align: 'right',
    cell: (row) => (row.medianMinutes === null ? dash : `${Math.round(row.medianMinutes)} 分钟`),
  },
]

/** What each caller did. */
export function CallTeam({ days, onDays }: { days: '1' | '7'; onDays: (days: string) => void }) {
  const { data, error, refetch } = useRead(callTeam, { query: { days } }, { refetchInterval: 30_000 })
  return (
    <>
      <div className="filter-bar">
        {DAYS.map(({ key, words }) => (
          <Chip key={key} isOn={days === key} onClick={() => onDays(key)}>
            {words}
          </Chip>
        ))}
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="打电话的人"
          columns={COLUMNS}
          rows={data?.callers}
          rowId={(row) => row.accountId}
          empty={<Empty title="还没有人打电话" hint="手机上“开始打电话”，记下结果，这里就有数。" />}
        />
      </section>
    </>
  )
}
