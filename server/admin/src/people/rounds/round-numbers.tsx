import type { Round } from '@gezhong/shared/people/rounds/contract'
import type { PeopleMark } from '@gezhong/shared/people/board/contract'
import { Link } from 'react-router'
import type { RollNumbers } from '../rolls/use-roll.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import '../../ui/kpi.css'
import { doneWords } from './round-words.ts'
import { peopleBehind } from './rows-behind.ts'

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
        mark="due"
        words="应检"
        people={expectedPeople}
        note={`${numbers.households.toLocaleString()} 户`}
      />
      <PeopleKpi
        round={round}
        mark="tested"
        words="已检"
        people={reportedPeople}
        tone="good-text"
        note={doneWords(numbers)}
      />
      <PeopleKpi
        round={round}
        mark="excused"
        words="不用检"
        people={excusedPeople}
        note="批准了的；空房、外出不算应检"
      />
      <PeopleKpi
        round={round}
        mark="missing"
        words="还差"
        people={missingPeople}
        tone={missingPeople > 0 ? 'bad-text' : 'good-text'}
        note={missingPeople > 0 ? `分在 ${numbers.missing.toLocaleString()} 户` : '一人不漏'}
      />
    </div>
  )
}

function PeopleKpi({
  round,
  mark,
  words,
  people,
  note,
  tone = '',
}: {
  round: Round
  mark: PeopleMark
  words: string
  people: number
  note: string
  tone?: string
}) {
  return (
    <Link className="box kpi plain-link" to={peopleBehind(round.id, null, mark)}>
      <span>{words}</span>
      <b className={`num ${tone}`}>
        {people.toLocaleString()} <small>人</small>
      </b>
      <span className="num">{note}</span>
    </Link>
  )
}
