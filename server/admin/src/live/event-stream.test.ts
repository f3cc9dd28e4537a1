import { describe, expect, test } from '@jest/globals'
import { eventStreamReader } from './event-stream.ts'

const TEXT = ': hello\n\nevent: roll\nid: 7\ndata: {"a":1}\ndata: {"b":2}\n\ndata:plain\r\n\r\n'
const MESSAGES = [
  { event: 'roll', id: '7', data: '{"a":1}\n{"b":2}' },
  { event: 'message', id: '7', data: 'plain' },
]

describe('eventStreamReader', () => {
  test('gives each message when its blank line has come, and nothing for a heartbeat', () => {
    expect(eventStreamReader().feed(TEXT)).toEqual(MESSAGES)
    expect(eventStreamReader().feed(': beat\n\n: beat\n\n')).toEqual([])
  })

  test('reads the same however the text is cut', () => {
    for (let size = 1; size < TEXT.length; size += 1) {
      const reader = eventStreamReader()
      const got = []
      for (let at = 0; at < TEXT.length; at += size) got.push(...reader.feed(TEXT.slice(at, at + size)))
      expect(got).toEqual(MESSAGES)
    }
  })

  test('keeps an unfinished message back', () => {
    const reader = eventStreamReader()
    expect(reader.feed('data: half')).toEqual([])
    expect(reader.feed('\n')).toEqual([])
    expect(reader.feed('\n')).toEqual([{ event: 'message', id: null, data: 'half' }])
  })
})
