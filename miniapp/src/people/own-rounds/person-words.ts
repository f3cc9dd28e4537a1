import type { OwnRound, OwnRoundPerson } from '@gezhong/shared/people/own-rounds/contract'
import { wallClock } from '@gezhong/shared/civil-day'
import { EXEMPTION_WORDS } from '@gezhong/shared/people/exemptions/contract'
import { calledBy } from '../called-by.ts'
import type { Tone } from '../../ui/card.tsx'

/** Somebody of the household, or some of it, as a tile says it. */
export interface Shown {
  key: string
  name: string
  tone: Tone
  word: string
  isMissing: boolean
}

type Words = { done: string; open: string }
const METHOD: Record<OwnRound['method'], Words> = {
  pcr: { done: '已采样', open: '还没采样' },
  antigen: { done: '已测', open: '还没测' },
}

type Excuse = OwnRoundPerson['excuse']

/** Who lies in bed is visited: that is what the household waits for. */
const excusedWord = (excuse: Excuse): Pick<Shown, 'tone' | 'word'> =>
  excuse?.reason === 'bedridden'
    ? { tone: 'info', word: '等上门采' }
    : { tone: 'mute', word: excuse === null ? '不用检' : `不用检，${EXEMPTION_WORDS[excuse.reason]}` }

const doneWord = ({ done }: Words, at: string | null): Pick<Shown, 'tone' | 'word'> => ({
  tone: 'ok',
  word: at === null ? '✓ 报了已检' : `✓ ${done} ${wallClock(new Date(at))}`,
})

function wordOf(round: OwnRound, person: OwnRoundPerson): Pick<Shown, 'tone' | 'word'> {
  const words = METHOD[round.method]
  if (person.state === 'sampled') return doneWord(words, person.sampledAt)
  if (person.state === 'excused') return excusedWord(person.excuse)
  if (person.state === 'missing') return { tone: 'warn', word: `! ${words.open}` }
  return round.missing === 0 ? doneWord(words, null) : { tone: 'info', word: '? 报了，没写是谁' }
}

/** Everybody of the household in one round: by name where there is one, the others as a number. */
export function shownOf(round: OwnRound): Shown[] {
  const { people, unnamed } = round
  const others = (count: number) => (people.length === 0 ? `${count} 人` : `另外 ${count} 人`)
  const part = (key: string, count: number, said: Pick<Shown, 'tone' | 'word'>): Shown[] =>
    count === 0 ? [] : [{ key, name: others(count), ...said, isMissing: key === 'missing' }]
  return [
    ...people.map((person) => ({
      key: person.residentId,
      name: calledBy(person, people),
      ...wordOf(round, person),
      isMissing: person.state === 'missing',
    })),
    ...part('tested', unnamed.tested, doneWord(METHOD[round.method], unnamed.sampledAt)),
    ...part('excused', unnamed.excused, excusedWord(unnamed.excuse)),
    ...part('missing', unnamed.missing, { tone: 'warn', word: `! ${METHOD[round.method].open}` }),
  ]
}

/** The one sentence of the elder mode: who has still to go. */
export function headline(round: OwnRound): { tone: 'ok' | 'warn'; words: string } {
  if (round.missing === 0) return { tone: 'ok', words: round.due === 0 ? '还没登记您家几个人' : '✓ 家里都好了' }
  const names = shownOf(round).filter(({ isMissing }) => isMissing)
  const who = names.length === 0 ? `家里 ${round.missing} 人` : names.map(({ name }) => name).join('、')
  return { tone: 'warn', words: `! ${who}${METHOD[round.method].open}` }
}
