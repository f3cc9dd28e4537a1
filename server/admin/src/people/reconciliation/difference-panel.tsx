import { displayDoor } from '@gezhong/shared/people/door'
import { DECISION_WORDS, readDifference, type Difference } from '@gezhong/shared/people/reconciliation/contract'
import { revealReportPhone, SOURCE_WORDS, type Report } from '@gezhong/shared/people/reports/contract'
import { canSettleDifference } from '@gezhong/shared/people/policy'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { useRead } from '../../api/query.ts'
import { useWrite } from '../../api/write.ts'
import { useActor } from '../../session/actor.ts'
import { Icon } from '../../ui/icon.tsx'
import { useBottomBar } from '../../ui/use-bottom-bar.ts'
import { whenWords } from '../../ui/time-words.ts'
import { RevealedPhones } from '../revealed-phones.tsx'
import { answersFor, type AnswerChoice } from './answers.ts'
import { HeadcountDialog, HouseholdDialog } from './ask-dialogs.tsx'
import { differenceDoor, isSaidEmpty } from './difference-words.ts'
import { useAnswerKeys } from './use-answer-keys.ts'
import type { Answer, Settle } from './use-settle.ts'

const CHANGES_SHOWN = 2

/** One difference: the ledger beside what was said, the evidence, and the ways to settle it. */
export function DifferencePanel({
  difference,
  settle,
  onSettled,
  onClose,
}: {
  difference: Difference
  settle: Settle
  onSettled: (ids: readonly string[]) => void
  onClose: () => void
}) {
  const bar = useBottomBar<HTMLElement>()
  const evidence = useRead(readDifference, { params: { id: difference.id } }).data
  const others = (evidence?.reports ?? []).filter((report) => report.id !== difference.report?.id)
  return (
    <section ref={bar} className="box difference" aria-label={`${differenceDoor(difference)}的差异`}>
      <button type="button" className="difference-close" aria-label="收起" onClick={onClose}>
        <Icon name="close" />
      </button>
      <div>
        <h3>{differenceDoor(difference)} · 台账</h3>
        <LedgerSide difference={difference} />
        {(evidence?.changes ?? []).slice(0, CHANGES_SHOWN).map((change) => (
          <p key={change.id} className="quiet small">
            {whenWords(change.at)} {change.byName}：
            {change.fields.map((field) => `${field.field} ${field.before || '空'}→${field.after || '空'}`).join('，') ||
              change.reason}
          </p>
        ))}
      </div>
      <div>
        <h3>{difference.report ? '自报' : '采样'}</h3>
        {difference.report ? <ReportSide report={difference.report} /> : <SampledSide difference={difference} />}
        {others.length > 0 ? <p className="small quiet evidence-title">以前说过</p> : null}
        {others.slice(-3).map((report) => (
          <p key={report.id} className="quiet small">
            {whenWords(report.at)} {SOURCE_WORDS[report.source]}：{reportWords(report)}
          </p>
        ))}
      </div>
      <div>
        {difference.state === 'open' ? (
          <Answers difference={difference} settle={settle} onSettled={onSettled} />
        ) : (
          <Decided difference={difference} settle={settle} />
        )}
      </div>
    </section>
  )
}

function LedgerSide({ difference: { household, candidates, ledgerPhonesMasked } }: { difference: Difference }) {
  if (household) {
    return (
      <>
        <p className="num">{household.headcount === null ? '人数不知道' : `${household.headcount} 人`}</p>
        <p className="num">{ledgerPhonesMasked.length > 0 ? `电话 ${ledgerPhonesMasked.join('、')}` : '没有电话'}</p>
        <p>
          <Link to={`/ledger?household=${household.householdId}`}>打开这一户</Link>
        </p>
      </>
    )
  }
  if (candidates.length === 0) return <p>台账里没有这个门牌。</p>
  return candidates.map((candidate) => (
    <p key={candidate.householdId}>
      {displayDoor(candidate.door)}
      <span className="quiet num"> {candidate.headcount === null ? '' : `${candidate.headcount} 人`}</span>
    </p>
  ))
}

function ReportSide({ report }: { report: Report }) {
  return (
    <>
      <p className="num">{report.intent === 'vacant' ? '说没人住' : reportWords(report)}</p>
      {report.phonesMasked.length > 0 ? <ReportPhones key={report.id} report={report} /> : null}
      {report.text ? <p className="said">“{report.text}”</p> : null}
      {report.remark ? <p>备注：{report.remark}</p> : null}
      <p className="quiet small">
        {whenWords(report.at)} · {SOURCE_WORDS[report.source]} · {report.byName}
      </p>
    </>
  )
}

function SampledSide({ difference }: { difference: Difference }) {
  const { sampled, rollTitle } = difference
  return (
    <>
      <p className="num">采了 {sampled} 人</p>
      <p className="quiet small">
        {rollTitle} · {isSaidEmpty(difference) ? '台账写着空着、封着或者人不在' : '台账以外还有人，或者有人采了两次'}
      </p>
    </>
  )
}

function ReportPhones({ report: { id, phonesMasked } }: { report: Report }) {
  const reveal = useWrite(revealReportPhone)
  return <RevealedPhones masked={phonesMasked} revealing={reveal} onReveal={() => reveal.mutate({ params: { id } })} />
}

const reportWords = (report: Report) => (report.headcount === null ? '没写人数' : `${report.headcount} 人`)

function Answers({ difference, settle, onSettled }: Omit<Parameters<typeof DifferencePanel>[0], 'onClose'>) {
  const actor = useActor()
  const [asking, setAsking] = useState<'household' | 'headcount' | null>(null)
  const choices = answersFor(difference)
  const may = canSettleDifference(actor, difference.gridCode)
  const give = (answer: Answer) => {
    setAsking(null)
    settle.settle([difference.id], answer, onSettled)
  }
  const take = (choice: AnswerChoice) => ('ask' in choice ? setAsking(choice.ask) : give(choice.answer))
  useAnswerKeys(choices, may && !settle.busy && asking === null, take)
  if (!may) return <p className="quiet">这一条归{difference.ownerName ?? '该网格'}处理，您可以看。</p>
  return (
    <>
      <h3>怎么处理？</h3>
      <AnswerButtons choices={choices} busy={settle.busy} onTake={take} />
      <p className="quiet small">处理后可以撤销，都会留记录。</p>
      {asking === 'household' ? (
        <HouseholdDialog
          difference={difference}
          onClose={() => setAsking(null)}
          onChoose={(householdId) => give({ decision: 'choose-household', householdId })}
        />
      ) : null}
      {asking === 'headcount' ? (
        <HeadcountDialog
          difference={difference}
          onClose={() => setAsking(null)}
          onSay={(headcount, reason) => give({ decision: 'correct-report', headcount, reason })}
        />
      ) : null}
    </>
  )
}

export function AnswerButtons({
  choices,
  busy,
  onTake,
}: {
  choices: readonly AnswerChoice[]
  busy: boolean
  onTake: (choice: AnswerChoice) => void
}) {
  return (
    <div className="row answers">
      {choices.map((choice, index) => (
        <Button
          key={choice.words}
          type={choice.main ? 'primary' : 'default'}
          disabled={busy}
          onClick={() => onTake(choice)}
        >
          {choice.words}
          <kbd aria-hidden="true">{index + 1}</kbd>
        </Button>
      ))}
    </div>
  )
}

function Decided({ difference, settle }: { difference: Difference; settle: Settle }) {
  const [busy, setBusy] = useState(false)
  return (
    <>
      <h3>{difference.state === 'lapsed' ? '自己消了' : '已处理'}</h3>
      <p>
        {difference.decision ? DECISION_WORDS[difference.decision] : '后来和台账对上了，不用处理。'}
        {difference.reason ? `，${difference.reason}` : ''}
      </p>
      <p className="quiet small">
        {difference.decidedByName ?? ''} {difference.decidedAt ? whenWords(difference.decidedAt) : ''}
      </p>
      {difference.state === 'settled' ? (
        <Button
          icon={<Icon name="undo" />}
          loading={busy}
          onClick={() => {
            setBusy(true)
            void settle.undo([difference.id]).finally(() => setBusy(false))
          }}
        >
          撤销这个处理
        </Button>
      ) : null}
    </>
  )
}
