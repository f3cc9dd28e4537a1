import { describe, expect, test } from '@jest/globals'
import { judge } from '../../launch/test-runners.mjs'

describe('the total of a run', () => {
  test('takes a runner at its word when its exit code agrees', () => {
    expect(judge('jest', { passed: 12, failed: 0 }, 0)).toEqual({ name: 'jest', passed: 12, failed: 0, skipped: 0 })
    expect(judge('jest', { passed: 11, failed: 1 }, 1)).toMatchObject({ passed: 11, failed: 1 })
  })

  test('counts a runner that crashed, ran nothing or ended badly as failed', () => {
    expect(judge('pages', null, 'SIGSEGV').failed).toBe(1)
    expect(judge('weapp', { passed: 0, failed: 0 }, 0).failed).toBe(1)
    expect(judge('jest', { passed: 12, failed: 0 }, 1)).toMatchObject({ passed: 12, failed: 1 })
  })
})
