import { displayDoor } from '@gezhong/shared/people/door'
import { listUndelivered, UndeliveredKind, type Undelivered } from '@gezhong/shared/supplies/board/contract'
import { FAILED_WORDS } from '@gezhong/shared/supplies/deliveries/contract'
import { RUN_STATE_WORDS } from '@gezhong/shared/supplies/runs/contract'
import { Link } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { pageNumber } from '../../table/use-url-filters.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'

const KIND_WORDS: Record<UndeliveredKind, string> = {
  late: '超时的',
  failed: '上门没送成',
  unassigned: '没派人',
}

const COLUMNS: Column<Undelivered>[] = [
  {
    key: 'door',
    title: '门牌',
    cell: ({ door, householdId, priority }) => (
      <>
        <Link to={`/ledger?household=${householdId}`}>
          <b>{displayDoor(door)}</b>
        </Link>{' '}
        {priority ? <Tag tone="info">重点户</Tag> : null}
      </>
    ),
  },
  { key: 'grid', title: '网格', cell: ({ gridCode }) => gridCode },
  {
    key: 'stall',
    title: '菜吧',
    cut: true,
    width: '16%',
    cell: ({ stallId, stallTitle }) => <Link to={`/stalls/${stallId}?view=runs`}>{stallTitle}</Link>,
  },
  {
    key: 'until',
    title: '该几点送到',
    cell: ({ deliverUntil, isLate }) => (
      <span className="num">
        {whenWords(deliverUntil)} {isLate ? <Tag tone="bad">超时了</Tag> : null}
      </span>
    ),
  },
  {
    key: 'packed',
    title: '装好',
    cell: ({ packed }) => (packed ? '装好了' : <span className="warn-text">还没装</span>),
  },
  {
    key: 'carrier',
    title: '谁送',
    cell: ({ carrierName, runState }) =>
      carrierName === null ? (
        <span className="warn-text">没派人</span>
      ) : (
        <>
          {carrierName} {runState === null ? null : <span className="quiet small">{RUN_STATE_WORDS[runState]}</span>}
        </>
      ),
  },
  {
    key: 'failed',
    title: '上门',
    wrap: true,
    cell: ({ failedWhy, tries }) =>
      failedWhy === null ? (
        <span className="quiet">还没去</span>
      ) : (
        <span className="bad-text">
          {FAILED_WORDS[failedWhy]}
          {tries > 1 ? `，去过 ${tries} 次` : ''}
        </span>
      ),
  },
]

const SIZE = 50

/** Doors whose bag has not come, people in care first. */
export function UndeliveredList({
  day,
  kind,
  page,
  onFilter,
}: {
  day: string
  kind: string
  page: string
  onFilter: (change: { kind?: string; page?: string }) => void
}) {
  const at = pageNumber(page)
  const query = { day, kind: UndeliveredKind.safeParse(kind).data, page: at, size: SIZE }
  const { data, error, refetch } = useRead(listUndelivered, { query }, { refetchInterval: 30_000 })
  return (
    <section className="box stack">
      <div className="filter-bar">
        <Chip isOn={query.kind === undefined} onClick={() => onFilter({ kind: '', page: '1' })}>
          全部没送到的
        </Chip>
        {UndeliveredKind.options.map((one) => (
          <Chip key={one} isOn={query.kind === one} onClick={() => onFilter({ kind: one, page: '1' })}>
            {KIND_WORDS[one]}
          </Chip>
        ))}
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <DataTable
        label="没送到的"
        columns={COLUMNS}
        rows={data?.rows}
        rowId={({ orderId }) => orderId}
        empty={<Empty icon="truck" title="没有这样的门牌" hint="截止了的菜吧才在这里；都送到了就是空的。" />}
      />
      {data && data.total > SIZE ? (
        <Pager page={at} size={SIZE} total={data.total} unit="户" onPage={(to) => onFilter({ page: String(to) })} />
      ) : null}
    </section>
  )
}
