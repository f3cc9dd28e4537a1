import { listRolls, QUESTION_WORDS, rollMatrix, type Roll } from '@gezhong/shared/people/rolls/contract'
import { listRounds, METHOD_WORDS, type Round } from '@gezhong/shared/people/rounds/contract'
import { canRunRoll } from '@gezhong/shared/people/policy'
import { Button } from 'antd'
import { useNavigate } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { DataTable, type Column } from '../../table/data-table.tsx'
import { useUrlFilters } from '../../table/use-url-filters.ts'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { OpenRollDialog } from './open-roll-dialog.tsx'
import { useSwitchState } from './use-switch-state.ts'
import { Chip } from '../../ui/chip.tsx'

const DEFAULTS = { state: '', new: '' }

export default function RollsPage() {
  const actor = useActor()
  const navigate = useNavigate()
  const { byId, titleOf } = useGrids()
  const [filters, setFilters] = useUrlFilters(DEFAULTS)
  const { data, error, refetch } = useRead(listRolls)
  const matrix = useRead(rollMatrix).data?.rolls
  const rounds = useRead(listRounds).data?.rounds
  const roundOf = (roll: Roll) => rounds?.find(({ id }) => id === roll.id)
  const rows = data?.rolls.filter((roll) => filters.state === '' || roll.state === filters.state)
  const mayOpen = actor.grants.some((grant) => grant.role === 'grid-lead' || grant.role === 'command-post')
  const switchState = useSwitchState()
  const columns = rollColumns({
    missingOf: (roll) =>
      matrix?.find((one) => one.rollId === roll.id)?.cells.reduce((sum, cell) => sum + cell.missing, 0),
    placeOf: (roll) => (roll.gridId === null ? '全村' : titleOf(byId.get(roll.gridId)?.code ?? '')),
    mayRun: (roll) => canRunRoll(actor, roll.gridId === null ? null : (byId.get(roll.gridId)?.code ?? '')),
    switchState,
    roundOf,
  })
  return (
    <Page
      title="点名轮次"
      about={data ? `${data.rolls.filter((roll) => roll.state === 'open').length} 轮进行中` : null}
      actions={
        mayOpen ? (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setFilters({ new: '1' })}>
            开一轮
          </Button>
        ) : null
      }
    >
      <div className="filter-bar">
        {STATES.map(({ key, words }) => (
          <Chip key={key} isOn={filters.state === key} onClick={() => setFilters({ state: key })}>
            {words}
          </Chip>
        ))}
      </div>
      <ProblemNote error={error} onRetry={() => void refetch()} />
      <section className="box">
        <DataTable
          label="点名轮次"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          onOpen={(row) => void navigate(roundOf(row) ? `/rounds/${row.id}` : `/rolls/${row.id}`)}
          empty={<Empty icon="roll" title="没有轮次" hint="开一轮之后，群里接龙、住户自己上报和采样都会记到这一轮。" />}
        />
      </section>
      {filters.new && mayOpen ? <OpenRollDialog onClose={() => setFilters({ new: '' }, { replace: true })} /> : null}
    </Page>
  )
}

function rollColumns({
  missingOf,
  placeOf,
  mayRun,
  switchState,
  roundOf,
}: {
  missingOf: (roll: Roll) => number | undefined
  placeOf: (roll: Roll) => string
  mayRun: (roll: Roll) => boolean
  switchState: (roll: Roll) => void
  roundOf: (roll: Roll) => Round | undefined
}): Column<Roll>[] {
  return [
    { key: 'title', title: '轮次', cell: (row) => <b>{row.title}</b> },
    {
      key: 'state',
      title: '状态',
      cell: (row) => (
        <Tag tone={row.state === 'open' ? 'ok' : 'plain'}>{row.state === 'open' ? '进行中' : '已结束'}</Tag>
      ),
    },
    { key: 'question', title: '问什么', cell: (row) => questionWords(row, roundOf(row)) },
    { key: 'place', title: '问谁', cell: placeOf },
    {
      key: 'missing',
      title: '还差（户）',
      align: 'right',
      cell: (row) => missingOf(row)?.toLocaleString() ?? <span className="quiet">—</span>,
    },
    { key: 'opened', title: '开始', cell: (row) => <span className="num">{whenWords(row.openedAt)}</span> },
    {
      key: 'closed',
      title: '结束',
      cell: (row) => <span className="num quiet">{row.closedAt ? whenWords(row.closedAt) : '—'}</span>,
    },
    {
      key: 'act',
      title: <span className="for-readers">操作</span>,
      align: 'right',
      noPrint: true,
      cell: (row) =>
        mayRun(row) ? (
          <Button size="small" onClick={() => switchState(row)}>
            {row.state === 'open' ? '结束' : '重新打开'}
          </Button>
        ) : null,
    },
  ]
}

const questionWords = (roll: Roll, round: Round | undefined): string =>
  round ? `${METHOD_WORDS[round.method]}检测` : QUESTION_WORDS[roll.question]

const STATES = [
  { key: '', words: '全部' },
  { key: 'open', words: '进行中' },
  { key: 'closed', words: '已结束' },
] as const
