import { displayDoor } from '@gezhong/shared/people/door'
import { CHANGE_WORDS, type listMissing, type MissingHousehold } from '@gezhong/shared/people/missing/contract'
import type { RollQuestion } from '@gezhong/shared/people/rolls/contract'
import type { z } from 'zod'
import type { Column } from '../../table/data-table.tsx'
import { Tag } from '../../ui/tag.tsx'
import { beforeWords, CHANGE_TONES, namesWords } from './missing-words.ts'
import { PhoneCell } from './phone-cell.tsx'

type Compared = z.output<typeof listMissing.reply>['comparedWith']

/** Missing before anything is compared: only that; else what has changed since the roll before. */
export function missingColumns(
  question: RollQuestion,
  compared: Compared,
  titleOf: (code: string) => string,
): Column<MissingHousehold>[] {
  const tested = question === 'who-was-tested'
  const change: Column<MissingHousehold>[] =
    compared === null
      ? []
      : [
          { key: 'change', title: '变化', cell: (row) => <Change row={row} /> },
          {
            key: 'before',
            title: compared.title,
            cell: (row) => <span className="quiet">{beforeWords(row.before, question)}</span>,
          },
        ]
  return [
    { key: 'door', title: '门牌', cell: (row) => <b>{displayDoor(row.door)}</b> },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    { key: 'due', title: tested ? '应检' : '台账', align: 'right', cell: (row) => row.due },
    {
      key: 'missing',
      title: '还差',
      align: 'right',
      cell: (row) => (row.missing > 0 ? <b className="bad-text">{row.missing}</b> : <span className="quiet">—</span>),
    },
    {
      key: 'names',
      title: '还差谁',
      cut: true,
      width: '16%',
      cell: (row) => (
        <span title={namesWords(row)}>{namesWords(row) || <span className="quiet">只知道人数</span>}</span>
      ),
    },
    ...change,
    {
      key: 'phone',
      title: '电话',
      cell: (row) => <PhoneCell householdId={row.householdId} masked={row.phonesMasked} />,
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
      width: '14%',
      cell: (row) => (
        <span title={row.note}>
          {row.priority ? <Tag tone="warn">优先</Tag> : null} {row.note}
        </span>
      ),
    },
  ]
}

function Change({ row }: { row: MissingHousehold }) {
  return (
    <span className="row">
      <Tag tone={CHANGE_TONES[row.change]}>{CHANGE_WORDS[row.change]}</Tag>
      {row.rollsMissing > 1 ? <span className="quiet small num">连缺 {row.rollsMissing} 轮</span> : null}
    </span>
  )
}
