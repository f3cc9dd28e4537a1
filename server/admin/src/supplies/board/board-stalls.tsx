import { sayFen } from '@gezhong/shared/money'
import type { BoardStall } from '@gezhong/shared/supplies/board/contract'
import { useMemo, type ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Empty } from '../../ui/empty.tsx'
import { StallTag } from '../stalls/stall-columns.tsx'
import { hoursWords, leftWords, standing } from '../stalls/stall-words.ts'

function To({ stall, view, children }: { stall: BoardStall; view: string; children: ReactNode }) {
  return (
    <Link className="number-link" to={`/stalls/${stall.id}?view=${view}`}>
      {children}
    </Link>
  )
}

/** So many of so many; done when all are. */
const part = (done: number, all: number) =>
  all === 0 ? (
    <span className="quiet">—</span>
  ) : (
    <span className={done === all ? 'good-text' : ''}>{`${done} / ${all}`}</span>
  )

const columnsOf = (titleOf: (code: string) => string): Column<BoardStall>[] => [
  { key: 'grid', title: '网格', cell: (stall) => titleOf(stall.gridCode) },
  {
    key: 'title',
    title: '菜吧',
    cut: true,
    width: '18%',
    cell: (stall) => (
      <Link to={`/stalls/${stall.id}`} title={stall.title}>
        {stall.title}
      </Link>
    ),
  },
  {
    key: 'state',
    title: '状态',
    cell: (stall) => (
      <>
        <StallTag stall={stall} />{' '}
        {standing(stall) === 'open' ? <span className="quiet small">{leftWords(stall)}</span> : null}
      </>
    ),
  },
  { key: 'hours', title: '几点送', cell: (stall) => <span className="num">{hoursWords(stall)}</span> },
  {
    key: 'orders',
    title: '订单',
    align: 'right',
    cell: (stall) => (
      <>
        <To stall={stall} view="orders">
          {stall.orders}
        </To>{' '}
        <span className="quiet small">{sayFen(stall.amountFen)}</span>
      </>
    ),
  },
  {
    key: 'arrived',
    title: '到货（样）',
    align: 'right',
    cell: (stall) => (
      <To stall={stall} view="shortage">
        {part(stall.arrived, stall.kinds)}
      </To>
    ),
  },
  {
    key: 'packed',
    title: '装好',
    align: 'right',
    cell: (stall) => (
      <To stall={stall} view="bags">
        {part(stall.packed, stall.orders)}
      </To>
    ),
  },
  {
    key: 'delivered',
    title: '送到',
    align: 'right',
    cell: (stall) => (
      <To stall={stall} view="runs">
        {part(stall.delivered, stall.orders)}
      </To>
    ),
  },
  {
    key: 'late',
    title: '超时',
    align: 'right',
    cell: (stall) => (stall.late > 0 ? <b className="bad-text">{stall.late}</b> : <span className="quiet">0</span>),
  },
  {
    key: 'look',
    title: '窜格 / 要过目',
    align: 'right',
    cell: ({ crossings, openCases }) =>
      crossings + openCases === 0 ? (
        <span className="quiet">0</span>
      ) : (
        <b className="bad-text">
          {crossings} / {openCases}
        </b>
      ),
  },
]

export function BoardStalls({ stalls }: { stalls: readonly BoardStall[] }) {
  const navigate = useNavigate()
  const { titleOf } = useGrids()
  const columns = useMemo(() => columnsOf(titleOf), [titleOf])
  return (
    <section className="box">
      <DataTable
        label="这一天的菜吧"
        columns={columns}
        rows={stalls}
        rowId={({ id }) => id}
        onOpen={({ id }) => void navigate(`/stalls/${id}`)}
        empty={<Empty icon="basket" title="这一天没有菜吧" hint="换一天看，或者到“菜吧”里开一个。" />}
      />
    </section>
  )
}
