import { beforeEach, expect, test } from '@jest/globals'
import { z } from 'zod'
import { phone } from '../../test/taro.ts'
import { forgetAll, kept } from './storage.ts'

beforeEach(() => phone.reset())
const Draft = z.object({ text: z.string() })

test('what is written is read again', () => {
  const place = kept('person:draft', 1, Draft)
  expect(place.write({ text: '中区32号' })).toBe(true)
  expect(kept('person:draft', 1, Draft).read()).toEqual({ text: '中区32号' })
})

test('what a newer version cannot read is moved aside and not lost', () => {
  kept('person:draft', 1, Draft).write({ text: '写了很久' })
  expect(kept('person:draft', 2, z.object({ words: z.string() })).read()).toBeNull()
  expect(phone.storage.get('gezhong:aside:person:draft')).toEqual({ version: 1, value: { text: '写了很久' } })
})

test('a full phone is reported', () => {
  phone.storageFull = true
  expect(kept('person:draft', 1, Draft).write({ text: 'x' })).toBe(false)
})

test('signing out forgets what is personal and nothing else', () => {
  kept('person:draft', 1, Draft).write({ text: 'x' })
  kept('device:size', 1, z.string()).write('elder')
  forgetAll('person:')
  expect([...phone.storage.keys()]).toEqual(['gezhong:device:size'])
})
