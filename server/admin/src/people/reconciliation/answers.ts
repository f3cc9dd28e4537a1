import { displayDoor } from '@gezhong/shared/people/door'
import { DECISIONS_FOR, type Decision, type Difference } from '@gezhong/shared/people/reconciliation/contract'
import { correctLedgerWords } from '@gezhong/shared/people/reconciliation/correct-ledger-words'
import type { Answer } from './use-settle.ts'

/** A button: what it says and what it answers. `ask` opens a choice first. */
export type AnswerChoice = { words: string; main: boolean } & ({ answer: Answer } | { ask: 'household' | 'headcount' })

const MOST_CANDIDATES = 3

/** The ways to settle one difference, the likeliest first; their order is also their number key. */
export function answersFor(difference: Difference): AnswerChoice[] {
  const { kind, household, report, candidates } = difference
  const allowed = DECISIONS_FOR[kind]
  const choices: AnswerChoice[] = []
  if (allowed.includes('correct-ledger')) {
    choices.push({ words: correctLedgerWords(difference), main: true, answer: { decision: 'correct-ledger' } })
  }
  if (allowed.includes('correct-report')) {
    choices.push(...correctReport(difference))
  }
  if (allowed.includes('choose-household')) {
    const near = candidates.length > 0 ? candidates : household ? [household] : []
    for (const candidate of near.slice(0, MOST_CANDIDATES)) {
      choices.push({
        words: `就是${displayDoor(candidate.door)}`,
        main: choices.length === 0 && near.length === 1,
        answer: { decision: 'choose-household', householdId: candidate.householdId },
      })
    }
    choices.push({ words: near.length > 0 ? '是另一户…' : '找这是哪一户…', main: false, ask: 'household' })
  }
  if (allowed.includes('new-household')) {
    choices.unshift({
      words: report?.door == null ? '台账里新建一户' : `台账新建${displayDoor(report.door)}`,
      main: true,
      answer: { decision: 'new-household' },
    })
  }
  if (allowed.includes('dismiss'))
    choices.push({ words: report === null ? '台账没错' : '这条上报作废', main: false, answer: { decision: 'dismiss' } })
  return choices
}

function correctReport({ kind, household, report }: Difference): AnswerChoice[] {
  if (kind === 'phone-differs') {
    const headcount = report?.headcount ?? household?.headcount ?? undefined
    const answer: Answer = { decision: 'correct-report', ...(headcount === undefined ? {} : { headcount }) }
    return [{ words: '台账电话不改', main: false, answer }]
  }
  const kept = household?.headcount ?? null
  const other: AnswerChoice = { words: '两边都不对，填人数…', main: false, ask: 'headcount' }
  if (kept === null) return [other]
  return [{ words: `台账 ${kept} 人不改`, main: false, answer: { decision: 'correct-report', headcount: kept } }, other]
}

const BULK_WORDS: Partial<Record<Decision, string>> = {
  'correct-ledger': '台账都按上报的改',
  'new-household': '台账里都新建一户',
  dismiss: '这些都不算',
}

/** What can be answered to all of several differences at once, each with its own numbers. */
export function answersForAll(differences: readonly Difference[]): AnswerChoice[] {
  const decisions = (Object.keys(BULK_WORDS) as Decision[]).filter((decision) =>
    differences.every((difference) => DECISIONS_FOR[difference.kind].includes(decision)),
  )
  return decisions.map((decision, index) => ({
    words: BULK_WORDS[decision] ?? '',
    main: index === 0 && decision !== 'dismiss',
    answer: { decision },
  }))
}
