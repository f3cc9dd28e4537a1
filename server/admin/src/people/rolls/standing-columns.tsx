import { displayDoor } from '@gezhong/shared/people/door'
import type { Standing, StandingState } from '@gezhong/shared/people/rolls/contract'
import type { Column } from '../../table/data-table.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'

const TONES: Record<StandingState, Tone> = { reported: 'ok', differs: 'warn', missing: 'bad', excused: 'plain' }

/** `还差 6 人` for a household of which some are missing, else the word of its state. */
const wordOf = ({ state, stillMissing }: Standing, words: Record<StandingState, string>): string =>
  stillMissing > 0 && state === 'missing' ? `还差 ${stillMissing} 人` : words[state]

export function standingColumns(
  titleOf: (code: string) => string,
  words: Record<StandingState, string>,
): Column<Standing>[] {
  return [
    { key: 'door', title: '门牌', cell: (row) => <b>{displayDoor(row.door)}</b> },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    { key: 'state', title: '状态', cell: (row) => <Tag tone={TONES[row.state]}>{wordOf(row, words)}</Tag> },
    { key: 'headcount', title: '台账', align: 'right', cell: (row) => row.headcount ?? '—' },
    {
      key: 'reported',
      title: '自报',
      align: 'right',
      cell: (row) => (
        <span className={row.state === 'differs' ? 'warn-text' : ''}>
          {row.reported ?? <span className="quiet">—</span>}
        </span>
      ),
    },
    {
      key: 'phone',
      title: '电话',
      cell: (row) => <span className="num">{row.phonesMasked[0] ?? <span className="quiet">没有</span>}</span>,
    },
    {
      key: 'responsible',
      title: '负责人',
      cell: (row) => row.responsibleName ?? <span className="bad-text">没人负责</span>,
    },
    {
      key: 'note',
      title: '备注',
      cut: true,
      width: '24%',
      cell: (row) => (
        <span title={row.note}>
          {row.priority ? <Tag tone="warn">优先</Tag> : null} {row.note}
        </span>
      ),
    },
    {
      key: 'at',
      title: '上报时间',
      align: 'right',
      cell: (row) => <span className="quiet">{row.reportedAt ? whenWords(row.reportedAt) : '—'}</span>,
    },
  ]
}
