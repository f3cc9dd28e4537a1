import { DECISIONS_FOR, DifferenceKind, type Difference } from '@gezhong/shared/people/reconciliation/contract'
import { describe, expect, test } from '@jest/globals'
import { answersFor, answersForAll } from './answers.ts'

const ID = '01890a5d-ac96-774b-bcce-b302099a8057'
const household = { householdId: ID, door: '中区35号', headcount: 4 }

function difference(kind: DifferenceKind, change: Partial<Difference> = {}): Difference {
  return {
    id: ID,
    rollId: ID,
    rollTitle: '第 3 轮',
    gridId: ID,
    gridCode: '2-3-1',
    kind,
    state: 'open',
    household,
    ledgerPhonesMasked: ['186····8738'],
    report: {
      id: ID,
      rollId: ID,
      gridId: ID,
      householdId: ID,
      source: 'chain',
      text: '中区三十五号 3人',
      door: '中区35号',
      headcount: 3,
      phonesMasked: [],
      remark: '',
      intent: 'report',
      verdict: kind,
      byName: '林',
      at: '2022-04-03T00:12:00Z',
    },
    candidates: [],
    ownerAccountId: null,
    ownerName: null,
    dueAt: '2022-04-03T02:12:00Z',
    openedAt: '2022-04-03T00:12:00Z',
    decision: null,
    decidedByName: null,
    decidedAt: null,
    reason: '',
    revision: 1,
    ...change,
  }
}

describe('answersFor', () => {
  test.each(DifferenceKind.options)('%s: only what the contract allows, and always a way out', (kind) => {
    const answers = answersFor(difference(kind))
    const decisions = answers.flatMap((choice) => ('answer' in choice ? [choice.answer.decision] : []))
    for (const decision of decisions) expect(DECISIONS_FOR[kind]).toContain(decision)
    expect(decisions).toContain('dismiss')
    expect(answers.length).toBeLessThanOrEqual(9)
  })

  test('a headcount that differs offers both numbers', () => {
    const [first, second] = answersFor(difference('headcount-differs'))
    expect(first).toMatchObject({ words: '台账改成 3 人', answer: { decision: 'correct-ledger' } })
    expect(second).toMatchObject({ words: '台账 4 人不改', answer: { decision: 'correct-report', headcount: 4 } })
  })

  test('each candidate is one answer that names its household', () => {
    const other = { ...household, householdId: 'other', door: '中区35号之1' }
    const answers = answersFor(difference('candidates', { household: null, candidates: [household, other] }))
    expect(answers.slice(0, 2)).toMatchObject([
      { answer: { decision: 'choose-household', householdId: ID } },
      { answer: { decision: 'choose-household', householdId: 'other' } },
    ])
  })
})

test('answersForAll offers only what all of them allow', () => {
  const decisions = (kinds: DifferenceKind[]) =>
    answersForAll(kinds.map((kind) => difference(kind))).map((choice) => 'answer' in choice && choice.answer.decision)
  expect(decisions(['headcount-differs', 'phone-differs'])).toEqual(['correct-ledger', 'dismiss'])
  expect(decisions(['headcount-differs', 'unknown-door'])).toEqual(['dismiss'])
  expect(decisions(['unknown-door'])).toEqual(['new-household', 'dismiss'])
})
