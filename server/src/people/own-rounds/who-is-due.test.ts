import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { whoIsDue, type Marked } from './who-is-due.ts'

const person = (mark: 'sampled' | 'excused' | null): Marked => ({
  residentId: '0198f3a0-1234-7abc-8def-0123456789ab',
  name: '林东',
  ageGroup: 'adult',
  sampledAt: mark === 'sampled' ? '2022-04-03T00:42:00.000Z' : null,
  outcome: null,
  excuse: mark === 'excused' ? { reason: 'away', untilDay: '2022-04-09' } : null,
})
const mark = fc.constantFrom('sampled' as const, 'excused' as const, null)
const few = fc.nat({ max: 6 })

test('nobody is shown twice or left out, and without an unknown every number is the one that all count', () => {
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 6 }), few, few, few, (marks, done, excused, missing) => {
      const cover = { due: done + excused + missing, done, excused, missing }
      const { people, unnamed } = whoIsDue(cover, marks.map(person))
      const shown = (state: string) => people.filter((one) => one.state === state).length
      expect(Math.min(unnamed.tested, unnamed.excused, unnamed.missing)).toBeGreaterThanOrEqual(0)
      const whole = unnamed.tested + unnamed.excused + unnamed.missing
      expect(people.length + whole).toBe(Math.max(cover.due, marks.length))
      // The ledger may know of more by name than by number; those it counts are the number's.
      const isPlain = shown('sampled') <= done && shown('excused') <= excused && shown('counted') === 0
      if (isPlain)
        expect([
          shown('sampled') + unnamed.tested,
          shown('excused') + unnamed.excused,
          shown('missing') + unnamed.missing,
        ]).toEqual([done, excused, missing])
      expect(shown('counted') > 0).toBe(missing < marks.filter((one) => one === null).length)
    }),
  )
})
