import type { OwnOutcome, OwnRound, OwnRoundPerson } from '@gezhong/shared/people/own-rounds/contract'
import { wallClock } from '@gezhong/shared/civil-day'
import { EXEMPTION_WORDS } from '@gezhong/shared/people/exemptions/contract'
import { OUTCOME_WORDS, RETEST_WORDS } from '@gezhong/shared/people/results/outcome'
import { calledBy } from '../called-by.ts'
import type { Tone } from '../../ui/card.tsx'

/** Somebody of the household, or some of it, as a tile says it. */
export interface Shown {
  key: string
  name: string
  tone: Tone
  word: string
  /** What becomes of it next, on a line of its own. */
  next?: string
  isMissing: boolean
}

type Said = Pick<Shown, 'tone' | 'word' | 'next'>

type Words = { done: string; open: string }
const METHOD: Record<OwnRound['method'], Words> = {
  pcr: { done: '已采样', open: '还没采样' },
  antigen: { done: '已测', open: '还没测' },
}

type Excuse = OwnRoundPerson['excuse']

/** Who lies in bed is visited: that is what the household waits for. */
const excusedWord = (excuse: Excuse): Said =>
  excuse?.reason === 'bedridden'
    ? { tone: 'info', word: '等上门采' }
    : { tone: 'mute', word: excuse === null ? '不用检' : `不用检，${EXEMPTION_WORDS[excuse.reason]}` }

const doneWord = ({ done }: Words, at: string | null): Said => ({
  tone: 'ok',
  word: at === null ? '✓ 报了已检' : `✓ ${done} ${wallClock(new Date(at))}`,
})

/** What a test found comes first; when it was taken is told while one waits, and beside a good result. */
function foundWord(words: Words, at: string | null, outcome: OwnOutcome | null): Said {
  if (outcome === 'positive') return { tone: 'bad', word: `! ${OUTCOME_WORDS.positive}`, next: '等人联系' }
  if (outcome === 'unclear') return { tone: 'warn', word: `? ${OUTCOME_WORDS.unclear}`, next: '等人联系' }
  const done = doneWord(words, at)
  if (outcome === 'pending') return { ...done, next: '等结果' }
  return outcome === null ? done : { ...done, next: `✓ ${OUTCOME_WORDS.negative}` }
}

const isGrave = (outcome: OwnOutcome | null): boolean => outcome === 'positive' || outcome === 'unclear'

function wordOf(round: OwnRound, person: OwnRoundPerson): Said {
  const words = METHOD[round.method]
  if (person.state === 'sampled' || isGrave(person.outcome)) return foundWord(words, person.sampledAt, person.outcome)
  if (person.state === 'excused') return excusedWord(person.excuse)
  if (person.state === 'missing') return { tone: 'warn', word: `! ${words.open}` }
  return round.missing === 0 ? doneWord(words, null) : { tone: 'info', word: '? 没对上名字' }
}

/** The unnamed who are done, by what was found. What calls for somebody is shown whoever it belongs to. */
function testedOf({ unnamed }: OwnRound): { outcome: OwnOutcome | null; people: number }[] {
  let left = unnamed.tested
  const found = unnamed.outcomes.map(({ outcome, people }) => {
    const count = isGrave(outcome) ? people : Math.min(people, left)
    left = Math.max(0, left - count)
    return { outcome, people: count }
  })
  return [...found, { outcome: null, people: left }]
}

/** Everybody of the household in one round: by name where there is one, the others as a number. */
export function shownOf(round: OwnRound): Shown[] {
  const { people, unnamed } = round
  const words = METHOD[round.method]
  const others = (count: number) => (people.length === 0 ? `${count} 人` : `另外 ${count} 人`)
  const part = (key: string, count: number, said: Said, name = others(count)): Shown[] =>
    count === 0 ? [] : [{ key, name, ...said, isMissing: key === 'missing' }]
  // More than live there without a name: it is one of those named, and nobody can say which.
  const found = (count: number) => (count > unnamed.tested && people.length > 0 ? `其中 ${count} 人` : others(count))
  return [
    ...people.map((person) => ({
      key: person.residentId,
      name: calledBy(person, people),
      ...wordOf(round, person),
      isMissing: person.state === 'missing',
    })),
    ...testedOf(round).flatMap(({ outcome, people: count }) =>
      part(`tested ${outcome}`, count, foundWord(words, unnamed.sampledAt, outcome), found(count)),
    ),
    ...part('excused', unnamed.excused, excusedWord(unnamed.excuse)),
    ...part('missing', unnamed.missing, { tone: 'warn', word: `! ${words.open}` }),
  ]
}

/** What a household does whose result is not good: kind, and what comes next. */
export function graveWords({ people, unnamed }: OwnRound): { tone: Tone; title: string; text: string } | null {
  const found = [...people, ...unnamed.outcomes].map(({ outcome }) => outcome)
  if (found.includes('positive'))
    return {
      tone: 'bad',
      title: '先别慌，在家等电话',
      text: '全家先别出门，会有人打电话来安排。不舒服或没等到电话，打给网格员',
    }
  if (!found.includes('unclear')) return null
  return {
    tone: 'warn',
    title: RETEST_WORDS,
    text: '结果还看不准；多人一管查的，还不知道是谁。先在家等，会有人来约时间',
  }
}

/** The one sentence of the elder mode: who has still to go. */
export function headline(round: OwnRound): { tone: 'ok' | 'warn'; words: string } {
  if (round.missing === 0) return { tone: 'ok', words: round.due === 0 ? '还没登记您家几个人' : '✓ 家里都好了' }
  const names = shownOf(round).filter(({ isMissing }) => isMissing)
  const who = names.length === 0 ? `家里 ${round.missing} 人` : names.map(({ name }) => name).join('、')
  return { tone: 'warn', words: `! ${who}${METHOD[round.method].open}` }
}
