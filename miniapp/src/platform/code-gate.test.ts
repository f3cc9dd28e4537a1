import { expect, test } from '@jest/globals'
import { codeGate } from './code-gate.ts'

test('a code that stays is told once, and again after two seconds', () => {
  const gate = codeGate()
  expect(gate.see('1', 1_000)).toBe('1')
  for (let now = 1_100; now < 3_000; now += 100) expect(gate.see('1', now)).toBeNull()
  expect(gate.see('1', 3_000)).toBe('1')
})

test('another code is told at once', () => {
  const gate = codeGate()
  expect(gate.see('1', 1_000)).toBe('1')
  expect(gate.see('2', 1_100)).toBe('2')
  expect(gate.see('1', 1_200)).toBe('1')
})

test('a code that was away is told when it comes back; a picture or two without it is not away', () => {
  const gate = codeGate()
  expect(gate.see('1', 1_000)).toBe('1')
  expect(gate.see(null, 1_100)).toBeNull()
  expect(gate.see('1', 1_200)).toBeNull()
  expect(gate.see('1', 1_700)).toBe('1')
})

test('after a verdict the code still before the camera gets two seconds to leave', () => {
  const gate = codeGate()
  expect(gate.see('1', 1_000)).toBe('1')
  gate.resume(9_000)
  expect(gate.see('1', 9_100)).toBeNull()
  expect(gate.see('2', 9_200)).toBe('2')
})
