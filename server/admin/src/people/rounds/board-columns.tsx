import type { BoardRound, PeopleMark } from '@gezhong/shared/people/board/contract'
import { Link } from 'react-router'
import type { Column } from '../../table/data-table.tsx'
import { Tag } from '../../ui/tag.tsx'
import { PeopleBar } from './people-bar.tsx'
import { doneWords, hoursWords, methodWords, roundState } from './round-words.ts'
import { peopleBehind } from './rows-behind.ts'

function NumberLink({ to, value, tone = '' }: { to: string; value: number; tone?: string }) {
  if (value === 0) return <span className="quiet">0</span>
  return (
    <Link className={`number-link ${tone}`} to={to}>
      {value.toLocaleString()}
    </Link>
  )
}

const behind = (round: BoardRound, mark: PeopleMark) => peopleBehind(round.id, null, mark)

export function boardColumns(placeOf: (round: BoardRound) => string, now: Date): Column<BoardRound>[] {
  return [
    {
      key: 'title',
      title: '轮次',
      cell: (row) => (
        <>
          <b>{row.title}</b>
          <div className="quiet small">
            {placeOf(row)} · {methodWords(row)}
          </div>
        </>
      ),
    },
    {
      key: 'state',
      title: '状态',
      cell: (row) => {
        const { words, tone } = roundState(row, now)
        return (
          <>
            <Tag tone={tone}>{words}</Tag>
            <div className="quiet small num">{hoursWords(row.startsAt, row.endsAt, now)}</div>
          </>
        )
      },
    },
    {
      key: 'bar',
      title: '进度',
      width: 170,
      cell: (row) => (
        <>
          <PeopleBar numbers={row} />
          <div className="small num">{doneWords(row)}</div>
        </>
      ),
    },
    {
      key: 'due',
      title: '应检',
      align: 'right',
      cell: (row) => <NumberLink to={behind(row, 'due')} value={row.expectedPeople} />,
    },
    {
      key: 'tested',
      title: '已检',
      align: 'right',
      cell: (row) => <NumberLink to={behind(row, 'tested')} value={row.reportedPeople} />,
    },
    {
      key: 'excused',
      title: '不用检',
      align: 'right',
      cell: (row) => <NumberLink to={behind(row, 'excused')} value={row.excusedPeople} />,
    },
    {
      key: 'missing',
      title: '还差',
      align: 'right',
      cell: (row) => <NumberLink to={behind(row, 'missing')} value={row.missingPeople} tone="bad-text" />,
    },
    {
      key: 'outsiders',
      title: '外来',
      align: 'right',
      cell: (row) => <NumberLink to={`/rounds/${row.id}?tab=outsiders`} value={row.outsiders} />,
    },
    {
      key: 'unplaced',
      title: '没归到户',
      align: 'right',
      cell: (row) => <NumberLink to={`/rounds/${row.id}?tab=unplaced`} value={row.unplaced} tone="warn-text" />,
    },
  ]
}
