import { ROLE_WORDS } from '@gezhong/shared/actor'
import { CARRYING_POST_WORDS, type Carrier } from '@gezhong/shared/grid/credentials/contract'
import { Button } from 'antd'
import type { Column } from '../../table/data-table.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { CARRIER_STATE_WORDS, stateOf, type CarrierState, type Doing } from './carrier-words.ts'

const TONES: Record<CarrierState, Tone> = {
  untrained: 'plain',
  without: 'warn',
  holds: 'ok',
  ending: 'warn',
  over: 'bad',
}

export function carrierColumns(
  titleOf: (code: string) => string,
  today: string,
  may: (carrier: Carrier) => boolean,
  onDo: (doing: Doing) => void,
): Column<Carrier>[] {
  return [
    { key: 'name', title: '姓名', cell: (row) => <b>{row.displayName}</b> },
    {
      key: 'posts',
      title: '职务',
      wrap: true,
      cell: (row) =>
        row.posts
          .map(({ role, gridCode }) => `${ROLE_WORDS[role]} ${gridCode === null ? '' : titleOf(gridCode)}`)
          .join('、'),
    },
    { key: 'trained', title: '培训', wrap: true, cell: (row) => <Trained carrier={row} /> },
    {
      key: 'state',
      title: '证件',
      cell: (row) => {
        const state = stateOf(row, today)
        return <Tag tone={TONES[state]}>{CARRIER_STATE_WORDS[state]}</Tag>
      },
    },
    { key: 'serial', title: '证号', wrap: true, cell: (row) => <Serial carrier={row} titleOf={titleOf} /> },
    {
      key: 'act',
      title: '',
      noPrint: true,
      cell: (row) => (may(row) ? <Acts carrier={row} onDo={onDo} /> : null),
    },
  ]
}

function Trained({ carrier: { trainings } }: { carrier: Carrier }) {
  if (trainings.length === 0) return <span className="quiet">—</span>
  return (
    <span className="num" title={trainings.map(({ recordedByName }) => `${recordedByName}记的`).join('、')}>
      {trainings.map(({ post, day }) => `${CARRYING_POST_WORDS[post]} ${day}`).join('、')}
    </span>
  )
}

function Serial({ carrier: { credential }, titleOf }: { carrier: Carrier; titleOf: (code: string) => string }) {
  if (credential === null) return <span className="quiet">—</span>
  const { serial, post, areas, validUntil, revokedAt, reason } = credential
  if (revokedAt !== null)
    return (
      <span className="quiet num">
        {serial} 已吊销：{reason}
      </span>
    )
  return (
    <span className="num">
      <b>{serial}</b> {CARRYING_POST_WORDS[post]} · {areas.map(titleOf).join('、')} ·{' '}
      <span className="nowrap">到 {validUntil}</span>
    </span>
  )
}

function Acts({ carrier, onDo }: { carrier: Carrier; onDo: (doing: Doing) => void }) {
  const { credential, trainings } = carrier
  const holds = credential !== null && credential.revokedAt === null
  return (
    <span className="row">
      <Button size="small" onClick={() => onDo({ what: 'train', carrier })}>
        记培训
      </Button>
      {trainings.length > 0 ? (
        <Button size="small" onClick={() => onDo({ what: 'take-back', carrier })}>
          撤回培训
        </Button>
      ) : null}
      {holds ? (
        <Button size="small" danger onClick={() => onDo({ what: 'revoke', carrier })}>
          吊销
        </Button>
      ) : (
        <Button size="small" disabled={trainings.length === 0} onClick={() => onDo({ what: 'issue', carrier })}>
          发证
        </Button>
      )}
    </span>
  )
}
