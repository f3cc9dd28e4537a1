import { OUTCOME_WORDS, type TestOutcome } from '@gezhong/shared/people/results/outcome'
import type { Round } from '@gezhong/shared/people/rounds/contract'
import type { Tube } from '@gezhong/shared/people/sampling/contract'
import type { Column } from '../../table/data-table.tsx'
import { OUTCOME_TONES } from '../results/result-words.ts'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'

const countOrDash = (count: number) => (count > 0 ? count : <span className="quiet">—</span>)

/** `outcomes` by tube, or null for whom results are not. */
export function tubeColumns(
  { tubeSize }: Round,
  titleOf: (code: string) => string,
  outcomes: ReadonlyMap<string, TestOutcome> | null,
): Column<Tube>[] {
  const result: Column<Tube> = {
    key: 'result',
    title: '结果',
    cell: ({ id }) => {
      const outcome = outcomes?.get(id)
      if (outcome === undefined) return <span className="quiet">等结果</span>
      return <Tag tone={OUTCOME_TONES[outcome]}>{OUTCOME_WORDS[outcome]}</Tag>
    },
  }
  return [
    { key: 'code', title: '管号', cell: (row) => <b className="num">{row.code}</b> },
    { key: 'grid', title: '网格', cell: (row) => titleOf(row.gridCode) },
    { key: 'by', title: '谁采的', cell: (row) => row.openedByName },
    { key: 'at', title: '时间', cell: (row) => <span className="num">{whenWords(row.openedAt)}</span> },
    {
      key: 'people',
      title: '人数',
      align: 'right',
      cell: (row) => (
        <span className={row.people > tubeSize ? 'warn-text' : ''}>
          {row.people} / {tubeSize}
        </span>
      ),
    },
    ...(outcomes === null ? [] : [result]),
    { key: 'outsiders', title: '外来', align: 'right', cell: (row) => countOrDash(row.outsiders) },
    {
      key: 'unplaced',
      title: '没归到户',
      align: 'right',
      cell: (row) =>
        row.unplaced > 0 ? <span className="warn-text">{row.unplaced}</span> : <span className="quiet">—</span>,
    },
    { key: 'look', title: '要看', cell: (row) => <TubeTags tube={row} tubeSize={tubeSize} /> },
  ]
}

/** What is to be looked at: a code that stands twice, too many persons, what came after the round was closed. */
export function TubeTags({ tube, tubeSize }: { tube: Tube; tubeSize: number }) {
  return (
    <span className="row">
      {tube.sameCode > 0 ? <Tag tone="bad">同号，另有 {tube.sameCode} 管</Tag> : null}
      {tube.people > tubeSize ? <Tag tone="warn">多了 {tube.people - tubeSize} 人</Tag> : null}
      {tube.late > 0 ? <Tag tone="info">结束后补送 {tube.late} 人</Tag> : null}
    </span>
  )
}
