import { expect, test } from '@jest/globals'
import { assert, nat, property, uint8Array } from 'fast-check'
import { z } from 'zod'
import { randomId, uuidv7Of } from './random-id.ts'

test('any bytes and any moment give a UUIDv7 that begins with the moment', () => {
  assert(
    property(uint8Array({ minLength: 16, maxLength: 16 }), nat({ max: 2 ** 48 - 1 }), (bytes, moment) => {
      const id = uuidv7Of(bytes, moment)
      expect(z.uuidv7().safeParse(id).success).toBe(true)
      expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(moment)
    }),
  )
})

test('two ids are never the same', async () => {
  expect(await randomId()).not.toBe(await randomId())
})

test('tests run as modules', () => {
  expect(typeof import.meta.url).toBe('string')
})
