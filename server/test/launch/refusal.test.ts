import { createConnection } from 'node:net'
import { describe, expect, test } from '@jest/globals'
import { Refusal, describeFailure } from '../../launch/refusal.mjs'

describe('what a person at the terminal is told', () => {
  test('a refusal is its sentence', () => {
    expect(describeFailure(new Refusal('Free some space and start again.'))).toBe('Free some space and start again.')
  })

  test('a failed query never tells its parameters', () => {
    const cause = Object.assign(new Error('duplicate key'), {
      severity: 'ERROR',
      code: '23505',
      constraint: 'household_door',
    })
    const failure = new Error('Failed query: insert into "household" …\nparams: 中区32号,13900070001', { cause })
    for (const isVerbose of [false, true]) {
      const told = describeFailure(failure, isVerbose)
      expect(told).toContain('23505, household_door')
      expect(told).not.toMatch(/139|中区/)
      expect(describeFailure(cause, isVerbose)).not.toContain('duplicate')
    }
  })

  test('a database that cannot be reached is named with its place and its variable', async () => {
    const failed = (host: string) =>
      new Promise((resolve) => createConnection({ host, port: 1 }).once('error', resolve))
    for (const host of ['127.0.0.1', 'localhost', 'no-such-host.invalid']) {
      const variables = { DATABASE_URL: `postgres://app:geheim@${host}:1/gezhong` }
      for (const error of [await failed(host), new Error('Failed query: x', { cause: await failed(host) })]) {
        const told = describeFailure(error, false, variables)
        expect(told).toMatch(/^The database at \S+:1 cannot be reached: .*correct DATABASE_URL;.*doctor/)
        expect(told).not.toContain('geheim')
      }
    }
    expect(describeFailure(await failed('127.0.0.1'), false, {})).toMatch(/at 127.0.0.1:1 .*Start again/)
  })

  test('a fault of ours shows where it is', () => {
    expect(describeFailure(new TypeError('x is not a function'))).toMatch(/x is not a function\n\s+at /)
    expect(describeFailure(new Error('the database must be UTF8'), false)).toBe('the database must be UTF8')
    expect(describeFailure(new Error('the database must be UTF8'), true)).toMatch(/\n\s+at /)
  })

  test('anything may be thrown', () => {
    expect(describeFailure('nothing')).toBe('nothing')
    expect(describeFailure(null)).toBe('null')
  })
})
