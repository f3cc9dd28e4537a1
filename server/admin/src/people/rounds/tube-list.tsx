import type { Round } from '@gezhong/shared/people/rounds/contract'
import { listTubes, type Tube } from '@gezhong/shared/people/sampling/contract'
import { roundResults } from '@gezhong/shared/people/results/contract'
import { OUTCOME_WORDS, type TestOutcome } from '@gezhong/shared/people/results/outcome'
import { hasRole } from '@gezhong/shared/actor'
import { useMemo } from 'react'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { useActor } from '../../session/actor.ts'
import { OUTCOME_TONES } from '../results/result-words.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'

const SIZE = 50

export interface TubeFilters {
  grid: string
  same: string
  page: number
}

/** The tubes of a round, newest first; those whose code stands twice are said before anything else. */
export function TubeList({
  round,
  filters,
  onFilter,
}: {
  round: Round
  filters: TubeFilters
  onFilter: (change: { grid?: string; same?: string; page?: string }) => void
}) {
  const { titleOf } = useGrids()
  const { grid, same, page } = filters
  const params = { id: round.id }
  const { data, error, refetch } = useRead(listTubes, {
    params,
    query: { page, size: SIZE, grid: grid || undefined, sameCode: same ? 'true' : undefined },
  })
  const doubled = useRead(listTubes, { params, query: { size: 1, sameCode: 'true' } }).data?.total ?? 0
  const leads = hasRole(useActor(), ['grid-lead', 'command-post'])
  const results = useRead(roundResults, { params }, { enabled: leads }).data
  const columns = useMemo(() => {
    const outcomes = new Map(results?.tubes.map((tube) => [tube.tubeId, tube.outcome]))
    return tubeColumns(round, titleOf, leads ? outcomes : null)
  }, [round, titleOf, leads, results])
  return (
    <>
      <div className="filter-bar">
        <Chip isOn={same === ''} onClick={() => onFilter({ same: '' })}>
          全部
        </Chip>
        <Chip isOn={same !== ''} onClick={() => onFilter({ same: '1' })}>
          同号 {doubled.toLocaleString()}
        </Chip>
        {doubled > 0 ? <span className="warn-text small">同一个管号用了不止一次，请核对管子。</span> : null}
        <span className="push" />
        <GridSelect value={grid} onChange={(next) => onFilter({ grid: next })} />
      </div>
      {results ? (
        <p className="quiet small num" role="status">
          阴性 {results.negative.toLocaleString()} 人 · 阳性 {results.positive.toLocaleString()} 人 · 待复核{' '}
          {results.unclear.toLocaleString()} 人 · 等结果 {results.pending.toLocaleString()} 人
        </p>
      ) : null}
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label={`${round.title}样本管`}
          columns={columns}
          rows={data?.rows}
          rowId={(row) => row.id}
          empty={<NoTubes filtered={grid !== ''} same={same !== ''} />}
        />
      </section>
      {data ? (
        <Pager page={page} size={SIZE} total={data.total} unit="管" onPage={(to) => onFilter({ page: String(to) })} />
      ) : null}
    </>
  )
}

/** `outcomes` by tube, or null for whom results are not. */
function tubeColumns(
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
    {
      key: 'look',
      title: '要看',
      cell: (row) => (
        <span className="row">
          {row.sameCode > 0 ? <Tag tone="bad">同号，另有 {row.sameCode} 管</Tag> : null}
          {row.people > tubeSize ? <Tag tone="warn">多了 {row.people - tubeSize} 人</Tag> : null}
        </span>
      ),
    },
  ]
}

const countOrDash = (count: number) => (count > 0 ? count : <span className="quiet">—</span>)

function NoTubes({ filtered, same }: { filtered: boolean; same: boolean }) {
  if (same) return <Empty icon="check" title="没有同号的管子" hint="每个管号只用了一次。" />
  if (filtered) return <Empty title="这个网格还没有样本管" hint="换个网格再看。" />
  return <Empty title="还没有样本管" hint="采样员在手机上扫管、采样，送上来就列在这里。" />
}
