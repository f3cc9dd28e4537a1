import { wallClock } from '@gezhong/shared/civil-day'
import type { FollowUp, FollowUpRound, FollowUpWhole } from '@gezhong/shared/people/follow-ups/contract'
import { KIND_WORDS, outcomeWords } from '@gezhong/shared/people/follow-ups/outcomes'

export const missingOf = ({ rounds }: Pick<FollowUp, 'rounds'>): number =>
  Math.max(0, ...rounds.map(({ missing }) => missing))

/** `上次 9:10 没人接`; a visit says that it was one. */
export function lastWords({ last }: Pick<FollowUp, 'last'>): string | null {
  if (last === null) return null
  const kind = last.kind === 'visit' ? KIND_WORDS.visit : ''
  return `上次 ${wallClock(new Date(last.at))} ${kind}${outcomeWords(last)}`
}

const doneWord = ({ question }: FollowUpRound): string => (question === 'who-was-tested' ? '已检' : '已报')

/** `台账 5 人 · 已检 3 人`; what is missing is said beside it, in its colour. */
export const roundWords = (round: FollowUpRound): string =>
  [`台账 ${round.due} 人`, `${doneWord(round)} ${round.done} 人`, round.excused > 0 ? `不用检 ${round.excused} 人` : '']
    .filter(Boolean)
    .join(' · ')

/** Of a household nobody counted, it is not known how many are missing. */
export const missingWords = ({ missing, due }: FollowUpRound): string =>
  due === 0 ? '还没报人数' : `还差 ${missing} 人`

export function tryWords({ attempts, last }: Pick<FollowUp, 'attempts' | 'last'>): string {
  if (attempts === 0 || last === null) return '没打过'
  return `第 ${attempts} 次${outcomeWords(last)}`
}

/** One line for a household in a list. */
export function lineWords(followUp: FollowUp): string {
  const [round] = followUp.rounds
  const missing = round === undefined ? '都齐了' : missingOf(followUp) === 0 ? '还没报' : `差 ${missingOf(followUp)} 人`
  const when =
    followUp.nextAt === null || followUp.state !== 'later' ? '' : `${wallClock(new Date(followUp.nextAt))} 再打`
  const whose = followUp.assignedTo === null ? '' : `派给${followUp.assignedTo.name}`
  const visitor = followUp.state === 'visit' ? `包保：${followUp.responsible?.name ?? '还没有人'}` : ''
  return [missing, tryWords(followUp), when, visitor, whose].filter(Boolean).join(' · ')
}

/** Who is missing by name, those who need care first. */
export const namesMissing = ({ people }: FollowUpWhole): string[] =>
  people
    .filter(({ missingIn }) => missingIn.length > 0)
    .map(
      ({ name, ageGroup, care }) =>
        `${name ?? (ageGroup === 'child' ? '孩子' : '没留名字的')}${care ? '（要照护）' : ''}`,
    )
