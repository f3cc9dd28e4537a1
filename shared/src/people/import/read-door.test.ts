import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { canonicalDoor } from '../door-free-text.ts'
import { DoorReader, readDoorCells } from './read-door.ts'

const BLANK = { area: '', door: '', building: '', unit: '', room: '' }
const doors = new DoorReader(['花厅口村'])
const doorOf = (cells: Partial<typeof BLANK>): string => {
  const read = readDoorCells({ ...BLANK, ...cells }, doors)
  return read.ok ? read.door : read.missing ? 'missing' : 'bad'
}

describe('doors of a row', () => {
  test.each([
    [{ door: '花厅口村中区七十四号' }, '中区74号'],
    [{ door: '中区 32 号（主房）' }, '中区32号'],
    [{ area: '中区', door: '32' }, '中区32号'],
    [{ area: '中区', door: '中区32号' }, '中区32号'],
    [{ area: '海丝花园', building: '3', unit: '2', room: '501' }, '海丝花园3栋2单元501室'],
    [{ building: '3栋', unit: '2单元', room: '501室' }, '3栋2单元501室'],
    [{ door: '海丝花园3栋2单元501', building: '3', unit: '2', room: '501' }, '海丝花园3栋2单元501室'],
    [{ door: '海丝花园', building: '3' }, '海丝花园3栋'],
    [{ door: '1号路5号' }, '1号路5号'],
  ])('%j → %s', (cells, door) => expect(doorOf(cells)).toBe(door))

  test.each([
    [{}, 'missing'],
    [{ door: '—' }, 'missing'],
    [{ door: '同上' }, 'missing'],
    [{ area: '中区' }, 'missing'],
    [{ door: '2022-05-08' }, 'bad'],
    [{ door: '5月8日' }, 'bad'],
    [{ door: '坐落不详' }, 'bad'],
    [{ door: '=公式未计算' }, 'bad'],
    [{ door: '#REF!' }, 'bad'],
    [{ door: '+1' }, 'bad'],
    [{ door: '=cmd|"/c calc"!A1' }, 'bad'],
    [{ door: '<script>1号' }, 'bad'],
    [{ door: '中区1号、2号' }, 'bad'],
    [{ door: '中区1号\n中区2号' }, 'bad'],
    [{ door: '地址不详1' }, 'bad'],
    [{ door: '3.5' }, 'bad'],
  ])('%j is %s', (cells, problem) => expect(doorOf(cells)).toBe(problem))

  test('the short way through known streets never differs from reading the whole', () => {
    const piece = fc.constantFrom(
      '花厅口村',
      '花厅口',
      '中区',
      '新村',
      '北路8巷',
      '北路八巷',
      '海丝花园',
      '第',
      '一',
      '10',
      '巷',
      '附',
      '3栋',
      'A',
      '号',
      '地址',
      '晋江市',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 4 }), fc.integer({ min: 0, max: 9999 }), (pieces, number) => {
        const text = `${pieces.join('')}${number}号`
        expect(doors.read(text)).toBe(canonicalDoor(text, { placeNames: ['花厅口村'] }))
      }),
      { numRuns: 500 },
    )
  })
})
