import { describe, expect, test } from '@jest/globals'
import { canonicalDoor, readDoor } from './door-free-text.ts'
import { compareDoors, displayDoor, doorParts, formatDoor, maskDoor } from './door.ts'

const options = { placeNames: ['花厅口', '花厅口村'] }

describe('canonicalDoor', () => {
  test.each([
    ['东区１２－３号', '东区12号之3'],
    ['3#-2-601', '3栋2单元601室'],
    ['花厅口北路八巷6号之二', '北路8巷6号之2'],
    ['A座302', 'A栋302室'],
    ['中区32号', '中区32号'],
    ['中區 32 號', '中区32号'],
    ['中区032号', '中区32号'],
    ['中区三十二号', '中区32号'],
    ['花厅口社区中区32号', '中区32号'],
    ['花厅口村32号', '32号'],
    ['中区12号附3号', '中区12号之3'],
    ['中区12号-3', '中区12号之3'],
    ['3幢2梯501房', '3栋2单元501室'],
    ['3号楼2单元501室', '3栋2单元501室'],
    ['二栋二单元五零一', '2栋2单元501室'],
    ['海丝花园3-2-601', '海丝花园3栋2单元601室'],
    ['9栋9楼903', '9栋903室'],
    ['9栋9层', '9栋9层'],
    ['a栋302a', 'A栋302A室'],
    ['128弄5号302', '128弄5号302室'],
    ['三组12号', '3组12号'],
    ['32号院3号楼2单元501', '32号3栋2单元501室'],
    ['新村9', '新村9号'],
  ])('%s is %s', (text, door) => {
    expect(canonicalDoor(text, options)).toBe(door)
    expect(canonicalDoor(door, options)).toBe(door)
  })

  test.each(['', '中区', '北路8巷', '3人', '138', '收到', '9楼', '中'.repeat(200)])('%j is no door', (text) => {
    expect(canonicalDoor(text, options)).toBeNull()
  })

  test('drops a place name with its own ending, not the beginning of another name', () => {
    const names = { placeNames: ['下坂村'] }
    expect(canonicalDoor('下坂村3号', names)).toBe('3号')
    expect(canonicalDoor('下坂社区3号', names)).toBe('3号')
    expect(canonicalDoor('下坂小区3幢', names)).toBe('下坂小区3栋')
  })

  test('keeps every reading of a pair of numbers', () => {
    expect(readDoor('5-8', options)).toEqual(expect.arrayContaining(['5号之8', '5巷8号', '5栋8室']))
  })
})

describe('a canonical door', () => {
  test('is taken apart and put together', () => {
    for (const door of [
      '中区32号',
      '北路8巷6号之2',
      '海丝花园3栋2单元601室',
      'A栋302A室',
      '8栋2层',
      '1202室',
      '32号3栋2单元501室',
    ]) {
      const parts = doorParts(door)
      expect(parts).not.toBeNull()
      if (parts !== null) expect(formatDoor(parts)).toBe(door)
    }
    expect(doorParts('中区')).toBeNull()
    expect(doorParts('收到')).toBeNull()
  })

  test('is shown with air around its numbers', () => {
    expect(displayDoor('中区32号')).toBe('中区 32 号')
    expect(displayDoor('北路8巷6号之2')).toBe('北路8巷 6 号之 2')
    expect(displayDoor('海丝花园3栋2单元601室')).toBe('海丝花园 3 栋 2 单元 601 室')
    expect(displayDoor('没有门牌')).toBe('没有门牌')
  })

  test('is masked for neighbours', () => {
    expect(maskDoor('中区32号')).toBe('中区3*号')
    expect(maskDoor('中区5号')).toBe('中区*号')
    expect(maskDoor('新村12号之3')).toBe('新村1*号之*')
    expect(maskDoor('海丝花园3栋2单元601室')).toBe('海丝花园3栋*单元6**室')
    expect(maskDoor('谁家')).toBe('***')
  })

  test('has a natural order', () => {
    const doors = [
      '中区12号',
      '中区2号',
      '北路10巷1号',
      '北路2巷9号',
      '新村6号之1',
      '新村6号',
      '新村6号之10',
      '新村6号之2',
    ]
    expect(doors.sort(compareDoors)).toEqual([
      '中区2号',
      '中区12号',
      '北路2巷9号',
      '北路10巷1号',
      '新村6号',
      '新村6号之1',
      '新村6号之2',
      '新村6号之10',
    ])
  })
})

test.each(['和平路12弄1号', '与东路3号', '同安路8号'])('a street may begin with a word that joins: %s', (door) => {
  expect(canonicalDoor(door, { placeNames: ['石桥社区'] })).toBe(door)
})

test.each([
  '现代城3栋',
  '原平街2号',
  '住友新村5号',
  '在水一方3栋2单元501室',
  '共和路9号',
  '加州花园3栋',
  '有庆里4号',
  '家和苑6号',
  '为民路8号',
  '于山路5号',
  '报国寺街2号',
  '第一街5号',
  '我园3号',
  '门牌楼巷7号',
  '登记巷1号',
  '新市街9号',
  '古镇路3号',
  '城乡路5号',
  '农贸市场路6号',
  '新城市花园3栋',
  '江南水乡7栋',
])('nothing but place names is taken off a street of a list: %s', (door) => {
  expect(canonicalDoor(door, { placeNames: ['石桥社区'] })).toBe(door)
})

test.each([
  ['晋江市陈埭镇石桥社区共和路9号', '共和路9号'],
  ['福建省晋江市陈埭镇共和路9号', '共和路9号'],
  ['东海街道石桥第三组12号', '3组12号'],
  ['地址：石桥为民路第8号', '为民路8号'],
])('%s is %s', (text, door) => {
  expect(canonicalDoor(text, { placeNames: ['石桥社区'] })).toBe(door)
})
