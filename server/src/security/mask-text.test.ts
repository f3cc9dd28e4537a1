import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { maskSpans, maskText, unmaskText } from './mask-text.ts'

const phoneIn = (text: string, phone: string) => {
  const start = text.indexOf(phone)
  return [{ start, end: start + phone.length, field: 'phone' }]
}

test.each([
  ['中区32号 3人 18800003570', '18800003570', '中区32号 3人 188····3570'],
  ['中区１２号 １８６０００２２０２６', '１８６０００２２０２６', '中区１２号 １８６····２０２６'],
  ['中区47号 1380O012345', '1380O012345', '中区47号 138····2345'],
  ['中区5号 186 0001 4580', '186 0001 4580', '中区5号 186 ···· 4580'],
])('the middle of a phone is hidden, however its digits are written: %s', (text, phone, masked) => {
  expect(maskSpans(text, phoneIn(text, phone))).toBe(masked)
})

test('a full-width number that was not read as a phone is hidden too', () => {
  expect(maskText('电话１８６０００２２０２６')).toBe('电话１８６····２０２６')
  expect(maskSpans('电话１８６０００２２０２６', [])).toBe('电话１８６····２０２６')
})

test.each([
  ['女儿电话13800005678', '女儿电话138····5678'],
  ['138 0000 5678', '138 ···· 5678'],
  ['1380 0005 678（儿子）', '138· ···5 678（儿子）'],
  ['138.0000.5678', '138.····.5678'],
  ['138-0000-5678', '138-····-5678'],
  ['138O0005678', '138····5678'],
  ['0595-85678901', '059·-····8901'],
  ['１３８－００００－５６７８', '１３８－····－５６７８'],
  ['1 3 8 0 0 0 0 5 6 7 8', '1 3 8 · · · · 5 6 7 8'],
  ['20220508第3轮，32号3人，78岁', '20220508第3轮，32号3人，78岁'],
  ['138····5678', '138····5678'],
])('in what is written freely: %s', (text, masked) => {
  expect(maskText(text)).toBe(masked)
  expect(maskText(masked)).toBe(masked)
})

test('a text written over a masked one gets its numbers back where they were left standing', () => {
  const original = '女儿13800005678，儿子13911115678'
  expect(unmaskText(maskText(original), original)).toBe(original)
  expect(unmaskText('儿子139····5678', original)).toBe('儿子13911115678')
  expect(unmaskText('女儿13700001234', original)).toBe('女儿13700001234')
  const twins = '13800005678 13811115678'
  expect(unmaskText(maskText(twins), twins)).toBe(twins)
})

test.each(
  [
    '138/1234/5678',
    '138—1234—5678',
    '138，1234，5678',
    '138、1234、5678',
    '138。1234。5678',
    '138(1234)5678',
    '138_1234_5678',
    '138–1234–5678',
    '138：1234：5678',
    '138+1234+5678',
    '138*1234*5678',
    '138~1234~5678',
    '138|1234|5678',
    '138‐1234‐5678',
    '138−1234−5678',
    '138﹣1234﹣5678',
    '138 - 1234 - 5678',
    '86-138-1234-5678',
    '138\u200b1234\u200b5678',
    '138\u200d1234\u200c5678',
    '138\u202e12345678',
    '1\u20e33\u20e38\u20e312345678',
    '一三八一二三四五六七八',
    '幺三八，一二三四，五六七八',
    '138一二三四5678',
    '①③⑧①②③④⑤⑥⑦⑧',
    '❶❸❽❶❷❸❹❺❻❼❽',
    '¹³⁸¹²³⁴⁵⁶⁷⁸',
    '𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖',
    '١٣٨١٢٣٤٥٦٧٨',
    '१३८१२३४५६७८',
    '1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣',
    '13 81 23 45 67 8',
    '2234 5678',
    '22345678',
    '2234567',
    '0595/8567/8901',
    '零五九五八五六七八九零一',
  ].map((number) => [number]),
)('a number is hidden however it is disguised: %s', (number) => {
  const text = `女儿电话${number}，晚上打`
  const masked = maskText(text)
  expect(masked).not.toContain(number)
  expect(masked).toHaveLength(text.length)
  expect(maskText(masked)).toBe(masked)
  expect(maskSpans(text, [])).toBe(masked)
})

const SCRIPTS = [
  '0123456789',
  '０１２３４５６７８９',
  '〇一二三四五六七八九',
  '⓪①②③④⑤⑥⑦⑧⑨',
  '⁰¹²³⁴⁵⁶⁷⁸⁹',
  '٠١٢٣٤٥٦٧٨٩',
  '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗',
].map((digits) => [...digits])
const SEPARATORS = [...' -—–_/|~+*:：，、。.()（）\u200b\u200d\u202e\u2060\u3000']

/** The digits that a reader still sees, whatever they look like and whatever stands between them. */
const legible = (text: string): string =>
  [...text].map((sign) => SCRIPTS.map((digits) => digits.indexOf(sign)).find((value) => value >= 0) ?? '').join('')

test('no number is legible, whatever its script and whatever stands between its groups', () => {
  const number = fc
    .tuple(fc.constantFrom(...'3456789'), fc.stringMatching(/^\d{9}$/))
    .map(([second, rest]) => `1${second}${rest}`)
  const sizes = fc.constantFrom(
    [3, 4, 4],
    [3, 8],
    [11],
    [3, 3, 5],
    Array.from({ length: 11 }, () => 1),
  )
  const gap = fc.array(fc.constantFrom(...SEPARATORS), { maxLength: 3 }).map((signs) => signs.join(''))
  fc.assert(
    fc.property(number, sizes, gap, fc.constantFrom(...SCRIPTS), (digits, parts, between, script) => {
      let at = 0
      const written = parts.map((size, index) => {
        const part = digits.slice(at, at + size).replace(/\d/g, (digit) => script[Number(digit)]!)
        at += size
        return part + (index < parts.length - 1 ? between : '')
      })
      const masked = maskText(`女儿${written.join('')}晚上打`)
      expect(legible(masked)).not.toContain(digits)
      expect(maskText(masked)).toBe(masked)
    }),
    { numRuns: 3000 },
  )
})

test('what is written plainly and is no number stays as it is', () => {
  const small = (max: number) => fc.integer({ min: 1, max })
  const phrase = fc.oneof(
    fc.tuple(small(999), small(9)).map(([door, people]) => `中区${door}号${people}人`),
    fc.tuple(small(60), small(6), small(3000)).map(([a, b, c]) => `${a}-${b}-${c}室`),
    fc.tuple(small(60), small(6), small(3000)).map(([a, b, c]) => `${a}栋${b}单元${c}`),
    fc.tuple(small(12), small(28)).map(([month, day]) => `2022-${month}-${day}`),
    fc.tuple(small(12), small(28)).map(([month, day]) => `2022年${month}月${day}日`),
    fc.tuple(small(23), small(59)).map(([hour, minute]) => `${hour}:${String(minute).padStart(2, '0')}`),
    small(999_999).map((amount) => `${amount}元`),
    small(9999).map((amount) => `${amount.toLocaleString('en')}.50元`),
    fc.array(small(300), { minLength: 2, maxLength: 8 }).map((doors) => `${doors.join('、')}号`),
    fc.constantFrom('20220508第3轮', '二〇二二年五月八日', '十三号楼', '2021 2022两年', '2301 2305两户', '①②③三组'),
    fc.constantFrom('一二三四五栋', '13:30-15:30', '138****5678', '第3轮（2）', '65岁以上', '3、5、7、9、11号', '50%'),
  )
  fc.assert(
    fc.property(fc.array(phrase, { minLength: 1, maxLength: 4 }), (phrases) => {
      const text = phrases.join('；住户说')
      expect(maskText(text)).toBe(text)
    }),
    { numRuns: 3000 },
  )
})

test('each of many numbers on one line is hidden by itself, and doors among them stay', () => {
  const item = '中区22345678号 13800005678，'
  const door = { start: 2, end: 11, field: 'door' }
  const spans = Array.from({ length: 4000 }, (_, k) => ({
    ...door,
    start: door.start + k * item.length,
    end: door.end + k * item.length,
  }))
  expect(maskSpans(item.repeat(4000), spans)).toBe('中区22345678号 138····5678，'.repeat(4000))
  expect(maskText('13800005678，'.repeat(4000))).toBe('138····5678，'.repeat(4000))
})
