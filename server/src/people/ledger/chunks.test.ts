import { setTimeout as after } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { writeInTurn } from './chunks.ts'

describe('writes in turn', () => {
  test('one runs at a time, and the next is made ready meanwhile', async () => {
    const seen: string[] = []
    const writes = function* () {
      for (const name of ['a', 'b', 'c']) {
        seen.push(`made ${name}`)
        yield async () => {
          seen.push(`begun ${name}`)
          await after(5)
          seen.push(`done ${name}`)
        }
      }
    }
    await writeInTurn(writes())
    expect(seen.join(', ')).toBe('made a, begun a, made b, done a, begun b, made c, done b, begun c, done c')
  })

  test('after a failure none begins, and the failure is told', async () => {
    let begun = 0
    const fail = async () => {
      begun += 1
      throw new Error('no room')
    }
    await expect(writeInTurn([fail, fail, fail])).rejects.toThrow('no room')
    expect(begun).toBe(1)
  })

  test('what cannot be made ready is told once the write before has ended', async () => {
    let isDone = false
    const writes = function* () {
      yield async () => {
        await after(5)
        isDone = true
      }
      throw new Error('no key')
    }
    await expect(writeInTurn(writes())).rejects.toThrow('no key')
    expect(isDone).toBe(true)
  })
})
