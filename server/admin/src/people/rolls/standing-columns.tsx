import { displayDoor } from '@gezhong/shared/people/door'
import type { Standing, StandingState } from '@gezhong/shared/people/rolls/contract'
import { standingWord } from '@gezhong/shared/people/rolls/still-missing'
import type { Column } from '../../table/data-table.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'

const TONES: Record<StandingState, Tone> = { reported: 'ok', differs: 'warn', missing: 'bad', excused: 'plain' }

export function standingColumns(titleOf: (code: string) => string): Column<Standing>[] {
  return [
    { key: 'door', title: '门牌', cell: (row) => <b>{displayDoor(row.door)}</b> },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    { key: 'state', title: '状态', cell: (row) => <Tag tone={TONES[row.state]}>{standingWord(row)}</Tag> },
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
