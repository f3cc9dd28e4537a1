import {
  listResultCases,
  RESULT_STATE_WORDS,
  type ResultCase,
  type ResultCaseFilter,
} from '@gezhong/shared/people/results/contract'
import { OUTCOME_WORDS } from '@gezhong/shared/people/results/outcome'
import { useState } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { CasePanel } from './case-panel.tsx'
import { candidateTitle, OUTCOME_TONES } from './result-words.ts'

const SIZE = 50

const EMPTY: Record<ResultCaseFilter, [title: string, hint: string]> = {
  waiting: ['没有要核对的', '拿不准是谁的结果会排在这里，阳性的在前面。'],
  unknown: ['没有找不到人的', '管号、姓名、电话、门牌都对不上的会列在这里，不会丢。'],
  decided: ['还没有人核对过', '核对过的都列在这里，可以撤销。'],
}

/** Rows that a person has to say something about, and beside them whom they may be about. */
export function CaseQueue({
  state,
  page,
  onPage,
}: {
  state: ResultCaseFilter
  page: number
  onPage: (to: number) => void
}) {
  const { data, error, refetch } = useRead(listResultCases, { query: { state, page, size: SIZE } })
  const [chosen, setChosen] = useState<string | null>(null)
  const rows = data?.rows
  // The first one is open by itself: after each answer the hand stays on the keyboard.
  const open = rows?.find(({ id }) => id === chosen) ?? rows?.[0]
  const [title, hint] = EMPTY[state]
  return (
    <div className={open === undefined ? '' : 'result-sides'}>
      <section className="box">
        <ProblemNote error={error} onRetry={() => void refetch()} />
        <DataTable
          label="结果文件里的行"
          columns={COLUMNS}
          rows={rows}
          rowId={(row) => row.id}
          onOpen={(row) => setChosen(row.id)}
          empty={<Empty icon="check" title={title} hint={hint} />}
        />
        {data ? <Pager page={page} size={SIZE} total={data.total} unit="条" onPage={onPage} /> : null}
      </section>
      {open === undefined ? null : <CasePanel key={open.id} row={open} onDone={() => setChosen(null)} />}
    </div>
  )
}

const COLUMNS: Column<ResultCase>[] = [
  {
    key: 'outcome',
    title: '结果',
    cell: (row) => <Tag tone={OUTCOME_TONES[row.outcome]}>{OUTCOME_WORDS[row.outcome]}</Tag>,
  },
  {
    key: 'who',
    title: '写的是谁',
    cell: (row) => <b>{row.name ?? row.tubeCode ?? row.address ?? row.phoneMasked ?? '—'}</b>,
  },
  {
    key: 'at',
    title: '检测时间',
    cell: (row) => <span className="num">{row.testedAt === null ? '没写' : whenWords(row.testedAt)}</span>,
  },
  {
    key: 'state',
    title: '对到',
    wrap: true,
    cell: (row) =>
      row.chosen !== null ? (
        candidateTitle(row.chosen)
      ) : (
        <span className="quiet">
          {row.candidates.length > 0 ? `${row.candidates.length} 个可能` : RESULT_STATE_WORDS[row.state]}
        </span>
      ),
  },
]
