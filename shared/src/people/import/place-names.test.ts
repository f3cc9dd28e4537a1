import { describe, expect, test } from '@jest/globals'
import { guessPlaceNames } from './place-names.ts'

describe('place names of a list', () => {
  test('the village of the title, when addresses begin with it', () => {
    expect(guessPlaceNames(['花厅口村房屋建筑面积测量公示表'], ['花厅口村东区1号', '花厅口村西区2号'])).toEqual([
      '花厅口村',
    ])
    expect(guessPlaceNames(['福建省晋江市陈埭镇花厅口村公示表'], ['花厅口村1号'])).toEqual(['花厅口村'])
  })

  test('a village of the title that no address names is none of theirs', () => {
    expect(guessPlaceNames(['别处村公示表'], ['东区1号'])).toEqual([])
  })

  test('names with which all addresses begin', () => {
    const addresses = ['晋江市陈埭镇溪头村东区1号', '晋江市陈埭镇溪头村西区2号', '晋江市陈埭镇溪头村北路3巷5号']
    expect(guessPlaceNames([], addresses)).toEqual(['晋江市', '陈埭镇', '溪头村'])
  })

  test('the name before the number may be the area, so it stays unless the title says otherwise', () => {
    expect(guessPlaceNames([], ['新村1号', '新村2号', '新村3号'])).toEqual([])
    expect(guessPlaceNames(['花厅口村一期'], ['花厅口村新村1号', '花厅口村新村2号', '花厅口村新村3号'])).toEqual([
      '花厅口村',
    ])
    expect(guessPlaceNames(['溪头村公示'], ['溪头村1号', '溪头村2号', '溪头村3号'])).toEqual(['溪头村'])
  })
})
