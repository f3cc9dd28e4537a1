import type { HouseholdTests, TestPerson } from '@gezhong/shared/people/antigen/contract'
import { Card, type Tone } from '../../ui/card.tsx'
import { Row } from '../../ui/row.tsx'
import { Tag } from '../../ui/tag.tsx'
import { calledBy } from '../called-by.ts'
import type { KeptTest } from './kept-tests.ts'
import type { Whom } from './tell-sheet.tsx'

const STANDING: Record<TestPerson['standing'] | 'waiting', { tone: Tone; word: string }> = {
  done: { tone: 'ok', word: '报了' },
  excused: { tone: 'mute', word: '这轮不用做' },
  missing: { tone: 'warn', word: '还没报' },
  waiting: { tone: 'info', word: '在手机里' },
}

interface Props {
  household: HouseholdTests
  waiting: readonly KeptTest[]
  onChoose: (whom: Whom) => void
}

/** One row a person; those without a name share one. */
export function PeopleCard({ household, waiting, onChoose }: Props) {
  const { people, missing, due } = household
  const named = people.filter(({ standing }) => standing === 'missing').length
  const unnamed = Math.max(0, missing - named)
  const waits = (id: string | null) => waiting.some(({ residentId }) => residentId === id)
  return (
    <Card title="谁测了" note={missing === 0 ? `${due} 人都报了` : `还差 ${missing} 人`}>
      {people.map((person) => {
        const { residentId } = person
        const { tone, word } = STANDING[waits(residentId) ? 'waiting' : person.standing]
        const who = calledBy(person, people)
        return (
          <Row
            key={residentId}
            icon="person"
            title={who}
            end={<Tag tone={tone}>{word}</Tag>}
            label={`${who} ${word}`}
            onPress={() => onChoose({ residentId, who, most: 1 })}
          />
        )
      })}
      {(unnamed > 0 || people.length === 0) && (
        <Row
          icon="people"
          title={people.length === 0 ? '我家的人' : '没登记名字的'}
          note={waits(null) ? '有的还在手机里' : undefined}
          end={<Tag tone={unnamed > 0 ? 'warn' : 'ok'}>{unnamed > 0 ? `差 ${unnamed} 人` : '都报了'}</Tag>}
          onPress={() =>
            onChoose({
              residentId: null,
              who: people.length === 0 ? '家里人' : '没登记名字的',
              most: Math.min(20, Math.max(1, unnamed)),
            })
          }
        />
      )}
    </Card>
  )
}
