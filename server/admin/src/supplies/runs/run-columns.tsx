import { RUN_STATE_WORDS, type Run, type RunState } from '@gezhong/shared/supplies/runs/contract'
import type { Column } from '../../table/data-table.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'

const TONES: Record<RunState, Tone> = { designated: 'info', started: 'warn', ended: 'ok', 'called-off': 'plain' }

/** Still to be walked, or being walked. */
export const isStanding = ({ state }: Run): boolean => state === 'designated' || state === 'started'

/** Late: the time to deliver is over and bags of a run that is not ended are still out. */
export const isLate = (run: Run, now: Date): boolean =>
  isStanding(run) && run.delivered < run.bags && now.getTime() > Date.parse(run.deliverUntil)

export const runColumns = (now: Date): Column<Run>[] => [
  { key: 'carrier', title: '谁送', cell: (run) => <b>{run.carrierName}</b> },
  { key: 'grid', title: '网格', cell: (run) => run.gridCode },
  {
    key: 'state',
    title: '状态',
    cell: (run) => (
      <>
        <Tag tone={TONES[run.state]}>{RUN_STATE_WORDS[run.state]}</Tag>{' '}
        {isLate(run, now) ? <Tag tone="bad">超时了</Tag> : null}
      </>
    ),
  },
  { key: 'delivered', title: '已送 / 袋', align: 'right', cell: (run) => `${run.delivered} / ${run.bags}` },
  {
    key: 'failed',
    title: '没送成',
    align: 'right',
    cell: (run) => (run.failed > 0 ? <b className="bad-text">{run.failed}</b> : 0),
  },
  {
    key: 'last',
    title: '最后扫码',
    cell: (run) => <span className="num">{run.lastScanAt === null ? '—' : whenWords(run.lastScanAt, now)}</span>,
  },
]
