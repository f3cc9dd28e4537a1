import { describe, expect, test } from '@jest/globals'
import { rawWords } from './raw-words.ts'

const PASTED = '#接龙\n1、中区1号 3人 13812345678\n2、中区2号 2人 13912345678'

describe('rawWords', () => {
  test('finds the line’s own digits behind the mask', () => {
    expect(rawWords(PASTED, 3, '2、中区2号 2人 139····5678')).toBe('2、中区2号 2人 13912345678')
    expect(rawWords(PASTED, 2, '中区1号 3人 138····5678')).toBe('中区1号 3人 13812345678')
  })

  test('another line’s words are never taken', () => {
    expect(rawWords(PASTED, 2, '中区9号 3人 138····5678')).toBe('中区9号 3人 138····5678')
  })

  test('a line that is gone, or is past the end, stays as it is', () => {
    expect(rawWords(PASTED, null, '138····5678')).toBe('138····5678')
    expect(rawWords(PASTED, 99, '138····5678')).toBe('138····5678')
  })
})
