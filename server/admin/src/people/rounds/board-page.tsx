import { roundBoard, type BoardRound } from '@gezhong/shared/people/board/contract'
import { METHOD_WORDS, RoundMethod } from '@gezhong/shared/people/rounds/contract'
import { Button } from 'antd'
import { Link, useNavigate } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { DataTable } from '../../table/data-table.tsx'
import { useUrlFilters } from '../../table/use-url-filters.ts'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { boardColumns } from './board-columns.tsx'
import { RoundMatrix } from './round-matrix.tsx'
import { useMinute } from './use-minute.ts'
import './rounds.css'

const DEFAULTS = { view: '', state: '', method: '', level: '', order: '' }

const STATES = [
  { key: '', words: '全部' },
  { key: 'open', words: '进行中' },
  { key: 'closed', words: '已结束' },
] as const

/** Every round of tests with its numbers, and how the grids did over the rounds. */
export default function BoardPage() {
  const actor = useActor()
  const navigate = useNavigate()
  const { data, error, refetch } = useRead(roundBoard)
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const asMatrix = filters.view === 'matrix'
  const mayOpen = actor.grants.some((grant) => grant.role === 'grid-lead' || grant.role === 'command-post')
  return (
    <Page
      title="检测"
      about={data ? openWords(data.rounds) : null}
      actions={
        mayOpen ? (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => void navigate('/rolls?new=1')}>
            开一轮
          </Button>
        ) : null
      }
    >
      <div className="filter-bar">
        <Chip isOn={!asMatrix} onClick={() => setFilters({ view: '' })}>
          各轮
        </Chip>
        <Chip isOn={asMatrix} onClick={() => setFilters({ view: 'matrix' })}>
          各网格历次
        </Chip>
        <span className="push" />
        {asMatrix ? null : <BoardFilters filters={filters} onFilter={setFilters} />}
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {asMatrix ? (
        <RoundMatrix level={filters.level} order={filters.order} onChange={setFilters} />
      ) : (
        <Board rounds={data?.rounds.filter((round) => fits(round, filters))} />
      )}
    </Page>
  )
}

function openWords(rounds: readonly BoardRound[]): string {
  const open = rounds.filter(({ state }) => state === 'open').length
  return `共 ${rounds.length} 轮 · ${open} 轮进行中`
}

const fits = (round: BoardRound, { state, method }: { state: string; method: string }) =>
  (state === '' || round.state === state) && (method === '' || round.method === method)

function BoardFilters({
  filters,
  onFilter,
}: {
  filters: { state: string; method: string }
  onFilter: (change: { state?: string; method?: string }) => void
}) {
  return (
    <>
      {STATES.map(({ key, words }) => (
        <Chip key={key} isOn={filters.state === key} onClick={() => onFilter({ state: key })}>
          {words}
        </Chip>
      ))}
      {RoundMethod.options.map((method) => (
        <Chip
          key={method}
          isOn={filters.method === method}
          onClick={() => onFilter({ method: filters.method === method ? '' : method })}
        >
          {METHOD_WORDS[method]}
        </Chip>
      ))}
    </>
  )
}

function Board({ rounds }: { rounds: readonly BoardRound[] | undefined }) {
  const navigate = useNavigate()
  const now = useMinute()
  const { byId, titleOf } = useGrids()
  const placeOf = ({ gridId }: BoardRound) => (gridId === null ? '全村' : titleOf(byId.get(gridId)?.code ?? ''))
  return (
    <>
      <section className="box">
        <DataTable
          label="检测轮次"
          columns={boardColumns(placeOf, now)}
          rows={rounds}
          rowId={({ id }) => id}
          onOpen={({ id }) => void navigate(`/rounds/${id}`)}
          empty={
            <Empty
              icon="tube"
              title="没有这样的检测"
              hint={
                <>
                  在<Link to="/rolls?new=1">开一轮</Link>里选“检测”，开了就列在这里。
                </>
              }
            />
          }
        />
      </section>
      <p className="quiet small">
        应检 = 已检 + 不用检 +
        还差，按人数。外来的另算。已结束的轮次保留结束时的数，之后补送、归户、撤回的，涉及的网格会重算。
      </p>
    </>
  )
}
