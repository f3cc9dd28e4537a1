import { EXEMPTION_STATE_WORDS, EXEMPTION_WORDS, listExemptions } from '@gezhong/shared/people/exemptions/contract'
import { householdRounds, type HouseholdRound } from '@gezhong/shared/people/missing/contract'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { ProblemNote } from '../../api/problem.tsx'
import { useRead } from '../../api/query.ts'
import { Icon } from '../../ui/icon.tsx'
import { Tag } from '../../ui/tag.tsx'
import { dayWords, whenWords } from '../../ui/time-words.ts'
import { AskExemptionDialog } from './ask-exemption-dialog.tsx'
import { leftWords, STATE_TONES, whoWords } from './exemption-words.ts'

/** A household's last rounds with its samples, and who of it need not come. */
export function HouseholdTests({ householdId, mayAsk }: { householdId: string; mayAsk: boolean }) {
  const { data, error } = useRead(householdRounds, { params: { id: householdId } })
  const exemptions = useRead(listExemptions, { query: { household: householdId, size: 20 } }).data?.rows ?? []
  const [asking, setAsking] = useState(false)
  const held = exemptions.filter(({ state }) => state === 'asked' || state === 'approved')
  return (
    <section aria-label="检测">
      <div className="row apart">
        <h3>检测</h3>
        {mayAsk ? (
          <Button size="small" icon={<Icon name="plus" size={14} />} onClick={() => setAsking(true)}>
            申请不用检
          </Button>
        ) : null}
      </div>
      <ProblemNote error={error} />
      {held.map((one) => (
        <p key={one.id} className="row">
          <Tag tone={STATE_TONES[one.state]}>{EXEMPTION_STATE_WORDS[one.state]}</Tag>
          <span>
            {whoWords(one)} {EXEMPTION_WORDS[one.reason]}，到 {dayWords(one.untilDay)}
          </span>
          <span className="warn-text small">{leftWords(one)}</span>
        </p>
      ))}
      {data?.rounds.length === 0 ? <p className="quiet small">还没有检测过</p> : null}
      <ul className="said-list">
        {data?.rounds.map((round) => (
          <Round key={round.rollId} round={round} />
        ))}
      </ul>
      {asking ? <AskExemptionDialog householdId={householdId} onClose={() => setAsking(false)} /> : null}
    </section>
  )
}

function Round({ round }: { round: HouseholdRound }) {
  const { rollId, title, due, done, excused, missing } = round
  return (
    <li>
      <div className="row apart">
        <Link to={`/rolls/${rollId}`}>{title}</Link>
        <span className="num small">
          应检 {due} · 已检 {done}
          {excused > 0 ? ` · 不用检 ${excused}` : ''}
          {missing > 0 ? <b className="bad-text"> · 差 {missing} 人</b> : null}
        </span>
      </div>
      {round.samples.map((sample) => (
        <p key={sample.id} className="quiet small num">
          {whenWords(sample.takenAt)} {sample.name ?? `${sample.people} 人`} · {sample.tubeCode} 管 ·{' '}
          {sample.takenByName}
          {sample.undone ? '（撤回了）' : ''}
        </p>
      ))}
    </li>
  )
}
