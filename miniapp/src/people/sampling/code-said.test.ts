import { expect, test } from '@jest/globals'
import { homeCode } from '@gezhong/shared/people/own-rounds/home-code'
import type { SheetHousehold } from '@gezhong/shared/people/sampling/contract'
import { slipAddress } from '@gezhong/shared/people/slips/code'
import { id } from '../../../test/village.ts'
import { codeSaid } from './code-said.ts'

const household: SheetHousehold = {
  householdId: id(101),
  gridCode: '2',
  door: '中区32号',
  priority: false,
  due: 3,
  tested: 0,
  excused: 0,
  missing: 3,
  unnamedVisits: 0,
  people: [],
}
const communityId = id(900)
const code = homeCode({ householdId: id(101), communityId })
const known = { households: [household], communityId, tubeCode: 'A1001', scanned: false }
const read = (text: string, over: Partial<typeof known> | { households: null } = {}) => {
  const said = codeSaid(text, { ...known, ...over })
  return said?.kind === 'words' ? said.title : (said?.household.door ?? null)
}
const scan = (text: string) => read(text, { scanned: true })

test('a household of the sheet is found, scanned, typed or pasted', () => {
  expect([scan(code), read(code), read(` ${code.toLowerCase()}\n`)]).toEqual(['中区32号', '中区32号', '中区32号'])
})

test('one outside the sheet, of another community or before the sheet is read is no wrong door', () => {
  expect(scan(homeCode({ householdId: id(109), communityId }))).toBe('这户不在这片的名单上')
  const foreign = homeCode({ householdId: id(101), communityId: id(901) })
  expect(scan(foreign)).toBe('这户是别的村的')
  expect(read(code, { households: null })).toBe('名单还没读到')
})

test('other codes say what they are', () => {
  const slip = slipAddress({ pages: 'https://village.example', communityId }, 'ABCDEFGH')
  expect([scan(slip), read(slip)]).toEqual(['这是门上的纸条，不是采样码', '这是门上的纸条，不是采样码'])
  expect([scan('B2002'), read('a1001'), scan('6901234567892')]).toEqual(Array(3).fill('这是管子上的码'))
  expect([scan('GZ2:H:ABC'), scan(code.slice(0, 20)), scan('WIFI:T:WPA;')]).toEqual([
    '这个码比小程序新',
    '这个码不完整',
    '这个码不是采样码',
  ])
})

test('a door that is typed stays a door', () => {
  for (const words of ['32', '3 602', '中区32号', 'A座', 'B2002', '']) expect(read(words)).toBeNull()
})
