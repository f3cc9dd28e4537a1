import { describe, expect, test } from '@jest/globals'
import { SlowDown } from './slow-down.ts'

const from = (address: string, device: string | null = null) => ({ name: '林书记', address, device })

/** How many of so many wrong tries, one after the other without a pause, are compared at all. */
function compared(slowDown: SlowDown, asked: ReturnType<typeof from>, tries: number, now = 0): number {
  let count = 0
  for (let index = 0; index < tries; index++) {
    try {
      slowDown.begin(asked, now)
      count++
    } catch {
      // It waits.
    }
  }
  return count
}

describe('guessing', () => {
  test('is free for a few tries and then waits, ever longer, up to minutes', () => {
    const slowDown = new SlowDown()
    expect(compared(slowDown, from('a'), 100)).toBe(6)
    expect(compared(slowDown, from('a'), 100, 1_999)).toBe(0)
    let now = 2_000
    for (const wait of [4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000]) {
      expect(compared(slowDown, from('a'), 9, now)).toBe(1)
      expect(compared(slowDown, from('a'), 9, now + wait - 1)).toBe(0)
      now += wait
    }
  })

  test('from ever new addresses is slowed by the name', () => {
    const slowDown = new SlowDown()
    let count = 0
    for (let index = 0; index < 1000; index++) count += compared(slowDown, from(`address ${index}`), 1)
    expect(count).toBe(41)
  })

  test('an hour later begins anew', () => {
    const slowDown = new SlowDown()
    compared(slowDown, from('a'), 100)
    expect(compared(slowDown, from('a'), 100, 3_700_000)).toBe(6)
  })
})

describe('the right person', () => {
  test('is not kept out by somebody who keeps trying the name elsewhere', () => {
    const slowDown = new SlowDown()
    for (let index = 0; index < 1000; index++) compared(slowDown, from(`address ${index}`), 10)
    expect(compared(slowDown, from('office', 'mark'), 1)).toBe(1)
    expect(compared(slowDown, from('address 1', 'mark'), 1)).toBe(1)
    expect(compared(slowDown, from('office'), 1)).toBe(0)
  })

  test('with a known device that guesses is slowed like any other, and alone', () => {
    const slowDown = new SlowDown()
    expect(compared(slowDown, from('office', 'mark'), 100)).toBe(6)
    expect(compared(slowDown, from('office', 'another'), 1)).toBe(1)
    expect(compared(slowDown, from('office'), 1)).toBe(1)
  })

  test('who gets in is forgiven the mistakes before', () => {
    const slowDown = new SlowDown()
    for (let day = 0; day < 100; day++) {
      expect(compared(slowDown, from('office'), 3)).toBe(3)
      slowDown.forgive(from('office'))
      slowDown.forgive(from('office'))
      slowDown.forgive(from('office'))
    }
  })
})
