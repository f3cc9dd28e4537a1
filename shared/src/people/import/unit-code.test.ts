import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { readUnitCode } from './unit-code.ts'

const UNIT = '350582105012JC00001F00010001'
const PARCEL = UNIT.slice(0, 19)

const suggestionOf = (text: string): string | null => {
  const read = readUnitCode(text)
  return read.ok ? 'is a code' : read.suggestion
}

describe('unit and parcel codes', () => {
  test.each([
    [UNIT, UNIT],
    ['350582 105012 JC00001 F00010001', UNIT],
    ['３５０５８２１０５０１２ＪＣ００００１Ｆ０００１０００１', UNIT],
    ["'350582105012jc00001f00010001", UNIT],
    ['350582105012GB00184W00000000', '350582105012GB00184W00000000'],
  ])('%s is a unit code', (text, unitCode) => {
    expect(readUnitCode(text)).toEqual({ ok: true, parcelCode: unitCode.slice(0, 19), unitCode })
  })

  test('a parcel code alone is a code without a unit', () => {
    expect(readUnitCode(PARCEL)).toEqual({ ok: true, parcelCode: PARCEL, unitCode: null })
  })

  test.each([
    ['3.50582105012e+27', 'number'],
    ['3.50582E+27', 'number'],
    ['350582105012000000', 'number'],
    [UNIT.slice(0, 27), 'length'],
    [`${UNIT}0`, 'length'],
    ['中区1号', 'length'],
    ['350582105012XC00001F00010001', 'structure'],
    ['350582105012JC00001L00010001', 'structure'],
  ])('%s is none: %s', (text, problem) => {
    expect(readUnitCode(text)).toMatchObject({ ok: false, problem, suggestion: null })
  })

  test.each([
    ['350582105012J800901F00010001', '350582105012JB00901F00010001'],
    ['350582105O12JC00901F0001000I', '350582105012JC00901F00010001'],
    ['35058210501ZJC0090B', '350582105012JC00908'],
  ])('%s is suggested to be %s, and still refused', (text, suggestion) => {
    expect(readUnitCode(text).ok).toBe(false)
    expect(suggestionOf(text)).toBe(suggestion)
  })

  test('the sentence names the place that does not fit', () => {
    const read = readUnitCode('350582105012J800901F00010001')
    expect(read.ok ? '' : read.sentence).toContain('第 14 位是“8”')
  })

  test('whatever is written, a suggestion is a code, and a code keeps all its characters', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[0-9A-Z]{19}$/), fc.stringMatching(/^[0-9A-Z]{28}$/)),
        (text) => {
          const read = readUnitCode(text)
          if (read.ok) expect(text.normalize('NFKC').toUpperCase()).toContain(read.parcelCode.slice(0, 6))
          else if (read.suggestion !== null) expect(readUnitCode(read.suggestion).ok).toBe(true)
        },
      ),
    )
  })
})
