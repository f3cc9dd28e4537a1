import { canRunRoll } from '@gezhong/shared/people/policy'
import { readRound, type Round } from '@gezhong/shared/people/rounds/contract'
import { nextShift } from '@gezhong/shared/people/rounds/next-round'
import { Button } from 'antd'
import { Link, useParams } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { useGrids } from '../../grid/use-grids.ts'
import { useActor } from '../../session/actor.ts'
import { Page } from '../../shell/page.tsx'
import { pageNumber, useUrlFilters } from '../../table/use-url-filters.ts'
import { Icon } from '../../ui/icon.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tag } from '../../ui/tag.tsx'
import { whenWords } from '../../ui/time-words.ts'
import { PrintMissing } from '../missing/print-missing.tsx'
import { useProgress } from '../rolls/use-roll.ts'
import { useSwitchState } from '../rolls/use-switch-state.ts'
import { ChangeRoundDialog } from './change-round-dialog.tsx'
import { RoundNumbers } from './round-numbers.tsx'
import { hoursWords, methodWords, repeatWords, roundState } from './round-words.ts'
import { RoundTabs } from './round-tabs.tsx'
import { ROUND_FILTERS } from './tabs.ts'
import { useMinute } from './use-minute.ts'
import './rounds.css'

export default function RoundPage() {
  const { roundId = '' } = useParams()
  const { data: round, error, refetch } = useRead(readRound, { params: { id: roundId } })
  if (round) return <TheRound round={round} />
  return (
    <Page title="检测">
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {error ? null : (
        <section className="box">
          <Skeleton lines={8} height={20} />
        </section>
      )}
    </Page>
  )
}

function TheRound({ round }: { round: Round }) {
  const progress = useProgress(round.id)
  const [filters, setFilters] = useUrlFilters(ROUND_FILTERS)
  const now = useMinute()
  return (
    <Page
      title={round.title}
      about={<About round={round} now={now} />}
      actions={
        <Actions
          round={round}
          onChange={() => setFilters({ change: '1', page: filters.page })}
          onPrint={() => setFilters({ print: '1', page: filters.page })}
        />
      }
    >
      <RoundNumbers round={round} numbers={progress?.total} />
      <RoundTabs
        round={round}
        filters={filters}
        page={pageNumber(filters.page)}
        onFilter={setFilters}
        progress={progress}
        now={now}
      />
      {filters.change ? (
        <ChangeRoundDialog
          round={round}
          onClose={() => setFilters({ change: '', page: filters.page }, { replace: true })}
        />
      ) : null}
      {filters.print ? (
        <PrintMissing
          roll={round}
          query={{}}
          onDone={() => setFilters({ print: '', page: filters.page }, { replace: true })}
        />
      ) : null}
    </Page>
  )
}

function About({ round, now }: { round: Round; now: Date }) {
  const { byId, titleOf } = useGrids()
  const state = roundState(round, now)
  const place = round.gridId === null ? '全村' : titleOf(byId.get(round.gridId)?.code ?? '')
  return (
    <span className="row">
      <Tag tone={state.tone}>{state.words}</Tag>
      {place} · {methodWords(round)} · {hoursWords(round.startsAt, round.endsAt, now)}
      <Following round={round} now={now} />
    </span>
  )
}

/** The next round, where there is one or is to be one. */
function Following({ round, now }: { round: Round; now: Date }) {
  if (round.followedBy !== null) return <Link to={`/rounds/${round.followedBy}`}>看下一轮</Link>
  if (round.repeat === null) return null
  const shift = nextShift({ ...round, startsAt: new Date(round.startsAt), endsAt: new Date(round.endsAt) }, now)
  const next = shift === null ? null : new Date(Date.parse(round.startsAt) + shift).toISOString()
  return (
    <Tag tone="info">
      {repeatWords(round.repeat)} · {next === null ? '这是最后一轮' : `下一轮 ${whenWords(next, now)}`}
    </Tag>
  )
}

function Actions({ round, onChange, onPrint }: { round: Round; onChange: () => void; onPrint: () => void }) {
  const actor = useActor()
  const { byId } = useGrids()
  const switchState = useSwitchState()
  const mayRun = canRunRoll(actor, round.gridId === null ? null : (byId.get(round.gridId)?.code ?? ''))
  return (
    <>
      {mayRun ? (
        <>
          <Button icon={<Icon name="edit" />} onClick={onChange}>
            改时间和采样点
          </Button>
          <Button onClick={() => switchState(round)}>{round.state === 'open' ? '结束' : '继续'}</Button>
        </>
      ) : null}
      <Button type="primary" icon={<Icon name="print" />} onClick={onPrint}>
        打印没检名单
      </Button>
    </>
  )
}
