import { expect, test } from '@jest/globals'
import { confirmationWords, confirmedWhen, undoWords } from './confirmation-words.ts'

const counts = { new: 5, changed: 1, gone: 2, same: 30, reworded: 3 }

test('a confirmation is told in the order in which its lines are', () => {
  expect(confirmationWords({ counts, goneDropped: true })).toBe(
    '新增 5 · 改了 1 · 少了 2（不算了） · 没变 30 · 手工更正 3',
  )
  expect(confirmationWords({ counts: { ...counts, reworded: 0 }, goneDropped: false })).toBe(
    '新增 5 · 改了 1 · 少了 2（都留着） · 没变 30',
  )
  expect(confirmationWords({ counts: { ...counts, changed: 0, gone: 0, reworded: 0 }, goneDropped: true })).toBe(
    '新增 5 · 没变 30',
  )
  expect(confirmationWords({ counts: null, goneDropped: false })).toBe('')
})

test('what taking it back does names only what it changed; lines that were kept do not come back', () => {
  expect(undoWords({ counts, goneDropped: true })).toMatch(
    /^新增的 5 条不再算数，改了的 1 条变回原来的，手工更正的 3 条变回原来的，少了的 2 条重新算数。/,
  )
  const kept = { ...counts, new: 0, changed: 0, reworded: 0 }
  for (const some of [null, kept])
    expect(undoWords({ counts: some, goneDropped: false })).toMatch(/^接龙变回这次确认以前的样子。/)
})

test('today is today in the village, also just after midnight there', () => {
  const now = new Date('2026-03-31T17:00:00.000Z')
  expect(confirmedWhen('2026-03-31T16:05:00.000Z', now)).toBe('今天 0:05')
  expect(confirmedWhen('2026-03-31T15:55:00.000Z', now)).toBe('3月31日 23:55')
})
