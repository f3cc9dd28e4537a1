import { describe, expect, test } from '@jest/globals'
import { findPhones, maskPhone, normalisePhone } from './phone.ts'

const found = (text: string, areaCode?: string) =>
  findPhones(text, { areaCode }).map((one) => one.phone ?? `?${text.slice(one.start, one.end)}`)

describe('findPhones', () => {
  test.each([
    ['18800013570', ['18800013570']],
    ['188 0001 3570', ['18800013570']],
    ['188-0001-3570', ['18800013570']],
    ['1880001 3570', ['18800013570']],
    ['188 00013570', ['18800013570']],
    ['+86 188-0001-3570', ['18800013570']],
    ['0086-18800013570', ['18800013570']],
    ['32号 3 188 0001 3570', ['18800013570']],
    ['1380O0l2345', ['13800012345']],
    ['1380001234S', ['?1380001234']],
    ['13800012345 / 13900012345', ['13800012345', '13900012345']],
    ['13800012345、0595-85123456', ['13800012345', '0595-85123456']],
    ['(0595)85123456', ['0595-85123456']],
    ['0595 8512 3456', ['0595-85123456']],
    ['010-85123456', ['010-85123456']],
    ['0595-85123456转801', ['0595-85123456']],
    ['85123456', ['0595-85123456']],
    ['8512345', ['0595-8512345']],
    ['1390001234', ['?1390001234']],
    ['139000123456', ['?139000123456']],
    ['138 0001 234', ['?138 0001 234']],
    ['138****5678', ['?138****5678']],
    ['32号513812345678', ['13812345678']],
    ['138123456785人', ['13812345678']],
    ['15-1 6 15800095595', ['15800095595']],
    ['1380007345 3人', ['?1380007345']],
    ['18-2-1201 2 138 0000 1234', ['13800001234']],
    ['+861399822528 3人', ['?861399822528']],
    ['139 8817281', ['?139 8817281']],
    ['139-7386-239 老人85岁', ['?139-7386-239']],
    ['20220508', []],
    ['3-2-501 4人', []],
  ] as const)('%s', (text, phones) => {
    expect(found(text, '0595')).toEqual(phones)
  })

  test('a local number needs an area code', () => {
    expect(found('85123456')).toEqual(['?85123456'])
  })

  test('twelve digits are a damaged number when people are counted elsewhere', () => {
    const text = '中区32号 5人 513812345678'
    expect(findPhones(text, { countStated: true }).map((one) => one.phone)).toEqual([null])
    expect(findPhones('中区32号 513812345678').map((one) => one.phone)).toEqual(['13812345678'])
  })
})

test('normalisePhone', () => {
  expect(normalisePhone('+86 188-0001-3570')).toBe('18800013570')
  expect(normalisePhone('１８８０００１３５７０')).toBe('18800013570')
  expect(normalisePhone('85123456', '0595')).toBe('0595-85123456')
  expect(normalisePhone('0595 85123456 转 801')).toBe('0595-85123456')
  expect(normalisePhone('85123456')).toBeNull()
  expect(normalisePhone('1880001357')).toBeNull()
  expect(normalisePhone('没有')).toBeNull()
})

test('maskPhone', () => {
  expect(maskPhone('18800013570')).toBe('188····3570')
  expect(maskPhone('0595-85123456')).toBe('0595-····3456')
})
