import { exportStanding, listStanding, QUESTION_WORDS, StandingState } from '@gezhong/shared/people/rolls/contract'
import { stateWords } from '@gezhong/shared/people/rolls/roll-words'
import { listRounds } from '@gezhong/shared/people/rounds/contract'
import { canRunRoll } from '@gezhong/shared/people/policy'
import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { Link, useParams } from 'react-router'
import { download } from '../../api/api.ts'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { GridSelect } from '../../grid/grid-select.tsx'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { DataTable } from '../../table/data-table.tsx'
import { Pager } from '../../table/pager.tsx'
import { SearchBox } from '../../table/search-box.tsx'
import { pageNumber, useUrlFilters } from '../../table/use-url-filters.ts'
import { Empty } from '../../ui/empty.tsx'
import { ExportDialog } from '../../ui/export-dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RemindDialog } from '../reminders/remind-dialog.tsx'
import { HouseholdDrawer } from '../ledger/household-drawer.tsx'
import { ExcusedList } from '../missing/excused-list.tsx'
import { MISSING_DEFAULTS, MissingList } from '../missing/missing-list.tsx'
import { PrintList } from './print-list.tsx'
import { RollBar } from './roll-bar.tsx'
import { standingColumns } from './standing-columns.tsx'
import { useSwitchState } from './use-switch-state.ts'
import { useChosenRoll, useProgress } from './use-roll.ts'
import { Chip } from '../../ui/chip.tsx'

const SIZE = 50
const DEFAULTS = { state: '', grid: '', q: '', page: '1', household: '', print: '', remind: '', ...MISSING_DEFAULTS }

export default function StandingPage() {
  const { rollId = '' } = useParams()
  const actor = useActor()
  const { byId, titleOf } = useGrids()
  const { roll } = useChosenRoll(rollId)
  const isRound = useRead(listRounds).data?.rounds.some(({ id }) => id === rollId)
  const progress = useProgress(rollId)
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const page = pageNumber(filters.page)
  const state = StandingState.safeParse(filters.state).data
  const gridCode = byId.get(filters.grid)?.code
  // Person by person, which the list by household cannot say: whoever is exempt is exported where they are decided about.
  const showsReasons = state === 'excused' && roll?.question === 'who-was-tested'
  const query = { grid: filters.grid || undefined, state, q: filters.q || undefined }
  const { data, error, refetch } = useRead(
    listStanding,
    { params: { id: rollId }, query: { page, size: SIZE, ...query } },
    { enabled: state !== 'missing' && state !== 'excused' },
  )
  const numbers = gridCode === undefined ? progress?.total : progress?.byCode.get(gridCode)
  const words = stateWords(roll?.question ?? 'who-lives-here')
  const columns = useMemo(() => standingColumns(titleOf, words), [titleOf, words])
  const switchState = useSwitchState()
  const rollGridCode = roll?.gridId ? (byId.get(roll.gridId)?.code ?? '') : null
  const listName = `${roll?.title ?? ''}${state ? words[state] : '全部'}名单`
  const open = (household: string) => setFilters({ household, page: filters.page }, { replace: true })
  const [exporting, setExporting] = useState(false)
  const asked = useCallback(() => {
    setExporting(false)
    setFilters({ print: '', page: filters.page }, { replace: true })
  }, [setExporting, setFilters, filters.page])
  const save = (reason: string) =>
    download(exportStanding, `${listName}.xlsx`, {
      params: { id: rollId },
      query: { grid: query.grid, state },
      body: { reason },
    })
  return (
    <Page
      title={roll?.title ?? '点名'}
      about={
        roll ? (
          <>
            {QUESTION_WORDS[roll.question]} · {roll.state === 'open' ? '进行中' : '已结束'}
            {isRound ? (
              <>
                {' · '}
                <Link to={`/rounds/${roll.id}`}>回这一轮检测</Link>
              </>
            ) : null}
          </>
        ) : null
      }
      actions={
        <>
          {roll && canRunRoll(actor, rollGridCode) ? (
            <Button onClick={() => switchState(roll)}>{roll.state === 'open' ? '结束这一轮' : '重新打开'}</Button>
          ) : null}
          {roll?.state === 'open' ? (
            <Button onClick={() => setFilters({ remind: '1', page: filters.page })}>发提醒</Button>
          ) : null}
          {showsReasons ? null : (
            <>
              <Button icon={<Icon name="download" />} onClick={() => setExporting(true)}>
                导出
              </Button>
              <Button type="primary" icon={<Icon name="print" />} onClick={() => setFilters({ print: '1' })}>
                打印名单
              </Button>
            </>
          )}
        </>
      }
    >
      {exporting && state !== 'missing' ? (
        <ExportDialog what={listName} save={save} onClose={() => setExporting(false)} />
      ) : null}
      {numbers ? <RollBar numbers={numbers} question={roll?.question ?? 'who-lives-here'} /> : null}
      <div className="filter-bar">
        <StateChips
          chosen={filters.state}
          words={words}
          numbers={numbers && { ...numbers, '': numbers.households }}
          onChoose={(next) => setFilters({ state: next, change: '' })}
        />
        <span className="push" />
        <SearchBox value={filters.q} onChange={(q) => setFilters({ q }, { replace: true })} placeholder="搜门牌" />
        <GridSelect value={filters.grid} onChange={(grid) => setFilters({ grid })} />
      </div>
      {roll && state === 'missing' ? (
        <MissingList
          roll={roll}
          filters={filters}
          onFilter={setFilters}
          asking={filters.print ? 'print' : exporting ? 'export' : null}
          onAsked={asked}
        />
      ) : roll && state === 'excused' ? (
        <ExcusedList roll={roll} filters={filters} onFilter={setFilters} />
      ) : (
        <>
          <ProblemNote error={error} onRetry={() => void refetch()} />
          <section className="box">
            <DataTable
              label={listName}
              columns={columns}
              rows={data?.rows}
              rowId={(row) => row.householdId}
              onOpen={(row) => open(row.householdId)}
              openId={filters.household}
              empty={<NobodyHere state={state} words={filters.q} />}
            />
          </section>
          {data ? (
            <Pager
              page={page}
              size={SIZE}
              total={data.total}
              unit="户"
              onPage={(to) => setFilters({ page: String(to) })}
            />
          ) : null}
        </>
      )}
      {filters.household ? <HouseholdDrawer id={filters.household} onClose={() => open('')} /> : null}
      {filters.remind ? (
        <RemindDialog
          rollId={rollId}
          gridId={query.grid}
          where={gridCode === undefined ? '全部' : titleOf(gridCode)}
          onClose={() => setFilters({ remind: '', page: filters.page }, { replace: true })}
        />
      ) : null}
      {filters.print && state !== 'missing' && !showsReasons ? (
        <PrintList
          rollId={rollId}
          title={listName}
          query={query}
          // A masked number on paper is no use to anybody.
          columns={columns.filter(({ key }) => key !== 'phone')}
          onDone={asked}
        />
      ) : null}
    </Page>
  )
}

function StateChips({
  chosen,
  words,
  numbers,
  onChoose,
}: {
  chosen: string
  words: Record<StandingState, string>
  numbers: Record<StandingState | '', number> | undefined
  onChoose: (state: string) => void
}) {
  const states = ['', 'missing', 'differs', 'reported', 'excused'] as const
  return states.map((state) => (
    <Chip key={state} isOn={chosen === state} onClick={() => onChoose(state)}>
      {state === '' ? '全部' : words[state]} {numbers ? `${numbers[state].toLocaleString()} 户` : ''}
    </Chip>
  ))
}

function NobodyHere({ state, words }: { state: StandingState | undefined; words: string }) {
  if (words !== '') return <Empty icon="search" title={`没找到“${words}”`} hint="可以只写门牌号。" />
  if (state === 'differs') return <Empty icon="check" title="没有对不上的" hint="报的和台账都一致。" />
  return <Empty title="这里没有住户" hint="换个网格或状态再看。" />
}
