import type { gridCounts } from '@gezhong/shared/grid/communities/contract'
import type { listDifferences } from '@gezhong/shared/people/reconciliation/contract'
import type { Roll } from '@gezhong/shared/people/rolls/contract'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { z } from 'zod'
import { sumAll } from '../../grid/sum-by-grid.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { dueWords } from '../../ui/time-words.ts'
import { RollBar } from '../rolls/roll-bar.tsx'
import { PeopleBar } from '../rounds/people-bar.tsx'
import type { Progress } from '../rolls/use-roll.ts'

type GridCounts = z.output<typeof gridCounts.reply>['counts']
export type DifferencePage = z.output<typeof listDifferences.reply>

export function Kpis({
  roll,
  progress,
  differences,
  counts,
}: {
  roll: Roll | undefined
  progress: Progress | undefined
  differences: DifferencePage | undefined
  counts: GridCounts | undefined
}) {
  return (
    <div className="kpis overview-kpis">
      {roll && progress ? (
        roll.question === 'who-was-tested' ? (
          <TestedKpi roll={roll} progress={progress} />
        ) : (
          <ReportedKpi roll={roll} progress={progress} />
        )
      ) : (
        <WaitingKpi />
      )}
      {differences ? <DifferencesKpi page={differences} /> : <WaitingKpi />}
      {counts ? <UnassignedKpi counts={counts} /> : <WaitingKpi />}
      {counts ? <LedgerKpi counts={counts} /> : <WaitingKpi />}
    </div>
  )
}

function WaitingKpi() {
  return (
    <div className="box">
      <Skeleton lines={3} height={14} />
    </div>
  )
}

const many = (count: number) => count.toLocaleString()

function RollWords({ roll, state, children }: { roll: Roll; state?: string; children: ReactNode }) {
  return (
    <Link className="plain-link" to={`/rolls/${roll.id}${state ? `?state=${state}` : ''}`}>
      {children}
    </Link>
  )
}

function ReportedKpi({ roll, progress: { total } }: { roll: Roll; progress: Progress }) {
  return (
    <div className="box kpi">
      <span>
        {roll.title} · 应报 {many(total.households - total.excused)} 户
      </span>
      <div className="num kpi-line">
        <RollWords roll={roll} state="missing">
          <b>
            还差 <em className={total.missing > 0 ? 'bad-text' : 'good-text'}>{many(total.missing)}</em> 户
          </b>
        </RollWords>
        <small>
          <RollWords roll={roll} state="reported">
            对上了 {many(total.reported)}
          </RollWords>
          {' · '}
          <RollWords roll={roll} state="differs">
            有差异 {many(total.differs)}
          </RollWords>
          {' · '}
          <RollWords roll={roll} state="excused">
            不用报 {many(total.excused)}
          </RollWords>
        </small>
      </div>
      <RollBar numbers={total} question={roll.question} />
    </div>
  )
}

function TestedKpi({ roll, progress: { total } }: { roll: Roll; progress: Progress }) {
  return (
    <div className="box kpi">
      <span>
        {roll.title} · 应检 {many(total.expectedPeople)} 人
      </span>
      <div className="num kpi-line">
        <RollWords roll={roll} state="missing">
          <b>
            还差 <em className={total.missingPeople > 0 ? 'bad-text' : 'good-text'}>{many(total.missingPeople)}</em> 人
          </b>
        </RollWords>
        <small>
          已检 {many(total.reportedPeople)} · 不用检 {many(total.excusedPeople)} ·{' '}
          <RollWords roll={roll} state="missing">
            {many(total.missing)} 户没检全
          </RollWords>
          {' · '}
          <RollWords roll={roll} state="differs">
            {many(total.differs)} 户人数不符
          </RollWords>
        </small>
      </div>
      <PeopleBar numbers={total} />
    </div>
  )
}

function DifferencesKpi({ page }: { page: DifferencePage }) {
  const first = page.rows[0]
  const due = first ? dueWords(first.dueAt) : null
  return (
    <Link className="box kpi plain-link" to="/differences">
      <span>待处理差异</span>
      <b className="num">{many(page.total)}</b>
      <span className={due?.late ? 'bad-text' : ''}>
        {due ? (due.late ? `最久${due.words}` : `最近一条还有 ${due.words}`) : '都处理完了'}
      </span>
    </Link>
  )
}

function UnassignedKpi({ counts }: { counts: GridCounts }) {
  const { buildings, unassigned } = sumAll(counts, ['buildings', 'unassigned'])
  return (
    <Link className="box kpi plain-link" to={unassigned > 0 ? '/buildings?unassigned=true' : '/buildings'}>
      <span>没人负责的楼栋</span>
      <b className={`num ${unassigned > 0 ? 'bad-text' : 'good-text'}`}>{many(unassigned)}</b>
      <span className="num">共 {many(buildings)} 栋</span>
    </Link>
  )
}

function LedgerKpi({ counts }: { counts: GridCounts }) {
  const { households, people } = sumAll(counts, ['households', 'people'])
  return (
    <Link className="box kpi plain-link" to="/ledger">
      <span>台账</span>
      <b className="num">
        {many(households)} <small>户</small>
      </b>
      <span className="num">{many(people)} 人</span>
    </Link>
  )
}
