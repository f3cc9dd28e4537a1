import type { FollowUp, FollowUpState } from '@gezhong/shared/people/follow-ups/contract'
import { FOLLOW_UP_WORDS } from '@gezhong/shared/people/follow-ups/contract'
import { KIND_WORDS, outcomeWords } from '@gezhong/shared/people/follow-ups/outcomes'
import { displayDoor } from '@gezhong/shared/people/door'
import type { Column } from '../../table/data-table.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'

const TONES: Record<FollowUpState, Tone> = { due: 'bad', visit: 'warn', later: 'plain', closed: 'ok' }

const missingWords = ({ rounds }: FollowUp): string =>
  rounds.map(({ title, missing }) => `${title} ${missing === 0 ? '没报' : `${missing} 人`}`).join('、')

const dash = <span className="quiet">—</span>

export function followUpColumns(titleOf: (code: string) => string): Column<FollowUp>[] {
  return [
    {
      key: 'door',
      title: '门牌',
      sort: 'door',
      cell: (row) => (
        <span className="row">
          <b>{displayDoor(row.door)}</b>
          {row.care ? <Tag tone="warn">照护</Tag> : null}
        </span>
      ),
    },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    {
      key: 'state',
      title: '状态',
      cell: (row) => (
        <span className="row">
          <Tag tone={TONES[row.state]}>{FOLLOW_UP_WORDS[row.state]}</Tag>
          {row.claim ? <span className="quiet">{row.claim.name}在打</span> : null}
          {row.state === 'later' && row.nextAt ? <span className="quiet">{whenWords(row.nextAt)}</span> : null}
        </span>
      ),
    },
    {
      key: 'missing',
      title: '还差',
      cut: true,
      width: '34%',
      cell: (row) => <span title={missingWords(row)}>{missingWords(row) || dash}</span>,
    },
    { key: 'since', title: '从什么时候', sort: 'since', cell: (row) => whenWords(row.missingSince) },
    { key: 'attempts', title: '打过', sort: 'attempts', align: 'right', cell: (row) => row.attempts || dash },
    {
      key: 'last',
      title: '上次',
      cell: (row) =>
        row.last ? (
          <span>
            {row.last.kind === 'visit' ? KIND_WORDS.visit : ''}
            {outcomeWords(row.last)}
            <span className="quiet">
              {' '}
              {row.last.byName} {whenWords(row.last.at)}
            </span>
          </span>
        ) : (
          <span className="quiet">没打过</span>
        ),
    },
    {
      key: 'whose',
      title: '派给',
      cell: (row) =>
        row.assignedTo?.name ??
        (row.state === 'visit' ? (row.responsible?.name ?? <span className="bad-text">没人负责</span>) : dash),
    },
  ]
}
