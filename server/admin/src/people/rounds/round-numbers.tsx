import type { Round } from '@gezhong/shared/people/rounds/contract'
import type { StandingState } from '@gezhong/shared/people/rolls/contract'
import { Link } from 'react-router'
import type { RollNumbers } from '../rolls/use-roll.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import '../../ui/kpi.css'
import { doneWords } from './round-words.ts'
import { rowsBehind } from './rows-behind.ts'

/** Due = tested + excused + missing, in persons; each leads to its households. */
export function RoundNumbers({ round, numbers }: { round: Round; numbers: RollNumbers | undefined }) {
  if (numbers === undefined)
    return (
      <div className="box">
        <Skeleton lines={3} height={14} />
      </div>
    )
  const { expectedPeople, reportedPeople, excusedPeople, missingPeople } = numbers
  return (
    <div className="kpis round-kpis">
      <PeopleKpi
        round={round}
        state={null}
        words="应检"
        people={expectedPeople}
        note={`${numbers.households.toLocaleString()} 户`}
      />
      <PeopleKpi
        round={round}
        state="reported"
        words="已检"
        people={reportedPeople}
        tone="good-text"
        note={doneWords(numbers)}
      />
      <PeopleKpi round={round} state="excused" words="不用检" people={excusedPeople} note="外出、空房、批准免检" />
      <PeopleKpi
        round={round}
        state="missing"
        words="未检"
        people={missingPeople}
        tone={missingPeople > 0 ? 'bad-text' : 'good-text'}
        note={missingPeople > 0 ? `分在 ${numbers.missing.toLocaleString()} 户` : '一人不漏'}
      />
    </div>
  )
}

function PeopleKpi({
  round,
  state,
  words,
  people,
  note,
  tone = '',
}: {
  round: Round
  state: StandingState | null
  words: string
  people: number
  note: string
  tone?: string
}) {
  return (
    <Link className="box kpi plain-link" to={rowsBehind(round.id, null, state)}>
      <span>{words}</span>
      <b className={`num ${tone}`}>
        {people.toLocaleString()} <small>人</small>
      </b>
      <span className="num">{note}</span>
    </Link>
  )
}
