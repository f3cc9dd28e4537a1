import { sayFen } from '@gezhong/shared/money'
import { STALL_STATE_WORDS, type Stall } from '@gezhong/shared/supplies/stalls/contract'
import { Link } from 'react-router'
import type { Column } from '../../table/data-table.tsx'
import { Tag } from '../../ui/tag.tsx'
import { dayWords, whenWords } from '../../ui/time-words.ts'
import { hoursWords, leftWords, STALL_TONES, standing } from './stall-words.ts'

export function StallTag({ stall }: { stall: Stall }) {
  const state = standing(stall)
  return <Tag tone={STALL_TONES[state]}>{STALL_STATE_WORDS[state]}</Tag>
}

export function stallColumns(titleOf: (code: string) => string): Column<Stall>[] {
  return [
    { key: 'day', title: '哪天送', cell: (row) => <b className="num">{dayWords(row.day)}</b> },
    { key: 'hours', title: '几点送', cell: (row) => <span className="num">{hoursWords(row)}</span> },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    {
      key: 'title',
      title: '菜吧',
      cut: true,
      width: '22%',
      cell: (row) => (
        <Link to={`/stalls/${row.id}`} title={row.title}>
          {row.title}
        </Link>
      ),
    },
    { key: 'state', title: '状态', cell: (row) => <StallTag stall={row} /> },
    {
      key: 'cut-off',
      title: '截止',
      cell: (row) => (
        <span className="num">
          {whenWords(row.cutOff, new Date(row.now))}{' '}
          {standing(row) === 'open' ? <span className="quiet small">{leftWords(row)}</span> : null}
        </span>
      ),
    },
    {
      key: 'orders',
      title: '订单（户）',
      align: 'right',
      cell: (row) =>
        row.orders === 0 ? (
          <span className="quiet">0</span>
        ) : (
          <Link className="number-link" to={`/stalls/${row.id}?view=orders`}>
            {row.orders.toLocaleString()}
          </Link>
        ),
    },
    {
      key: 'amount',
      title: '金额',
      align: 'right',
      cell: (row) =>
        row.amountFen === 0 ? (
          <span className="quiet">—</span>
        ) : (
          <Link className="number-link" to={`/stalls/${row.id}`}>
            {sayFen(row.amountFen)}
          </Link>
        ),
    },
  ]
}
