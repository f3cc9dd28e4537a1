import { describe, expect, test } from '@jest/globals'
import { isPlainText, optionalText, plainText, showsNothing } from './plain-text.ts'

/** What the schema says of a text; null when it takes it. */
const said = (schema: ReturnType<typeof plainText>, text: string) =>
  schema.safeParse(text).error?.issues[0]?.message ?? null

describe('a name', () => {
  const name = plainText(10)

  test.each(['林', '第1网格', 'Zoë', '🏠', '👨‍👩‍👧', '石桥（东）', 'ก็', '-'])('may be %s', (text) => {
    expect(name.parse(text)).toBe(text)
  })

  test('is kept as it was written, but for blanks around it', () => {
    expect(name.parse('　林  小禾 ')).toBe('林  小禾')
  })

  test.each([
    ['nothing', ''],
    ['blanks', ' 　\u00a0\u2003'],
    ['zero-width blanks', '\u200b\u200c\u200d\u2060\ufeff'],
    ['marks of direction', '\u200e\u200f'],
    ['a Hangul filler', '\u3164'],
    ['half-width and Jamo fillers', '\uffa0\u115f\u1160'],
    ['empty Braille', '\u2800'],
    ['marks on nothing', '\u0301\ufe0f'],
    ['tags', '\u{e0041}'],
    ['soft hyphens', '\u00ad'],
    ['private characters', '\ue000'],
  ])('is refused when it is only %s', (_, text) => {
    expect(said(name, text)).toMatch(/请填写|看得见/)
    expect(showsNothing(text)).toBe(true)
  })

  test.each([
    '\u202a',
    '\u202d',
    '\u202e',
    '\u2066',
    '\u2067',
    '\u2069',
    '\0',
    '\u0007',
    '\u001b',
    '\u007f',
    '\u0085',
    '\n',
    '\u2028',
  ])('is refused with %j in it', (one) => {
    expect(said(name, `甲${one}乙`)).toBe('里面有看不见的控制符，请删掉重写')
  })

  test('is refused when it is too long, in words', () => {
    expect(said(name, '林'.repeat(11))).toBe('最多写10个字')
    expect(said(name, '林'.repeat(10))).toBe(null)
    expect(said(plainText(80, { least: 2, missing: '请写上门牌' }), '甲')).toBe('请写上门牌')
  })
})

describe('a note', () => {
  const note = optionalText(20, { lines: true })

  test('may be empty, and have lines', () => {
    for (const text of ['', '一\n二', '一\r\n\t二']) expect(note.parse(text)).toBe(text)
  })

  test('shows something or is empty', () => {
    expect(said(note, '\u200b')).toMatch(/看得见/)
    expect(said(note, '一\u202e二')).toMatch(/控制符/)
    expect(note.parse(' \n ')).toBe('')
  })
})

test('a schema made here is known as such', () => {
  expect([isPlainText(plainText(5)), isPlainText(plainText(5).max(3))]).toEqual([true, false])
})
