import { describe, expect, jest, test } from '@jest/globals'
import { cadastreCheck, ledgerCheck } from './check-file.ts'
import { delimiterOf, encodingOf } from './delimited-text.ts'
import { unitCode } from './test-workbook.ts'

// A machine that builds other things meanwhile takes its time.
jest.setTimeout(60_000)

const utf8 = (text: string) => new TextEncoder().encode(text)

/** GB18030 of the characters these tests use: the runtime reads that encoding but does not write it. */
const GB: Record<string, number> = {
  坐: 0xd7f8,
  落: 0xc2e4,
  总: 0xd7dc,
  层: 0xb2e3,
  数: 0xcafd,
  宗: 0xd7da,
  地: 0xb5d8,
  代: 0xb4fa,
  码: 0xc2eb,
  东: 0xb6ab,
  区: 0xc7f8,
  号: 0xbac5,
  结: 0xbde1,
  构: 0xb9b9,
  混: 0xbbec,
  合: 0xbacf,
}
const gb18030 = (text: string) =>
  Uint8Array.from(
    [...text].flatMap((one) => (one in GB ? [(GB[one] ?? 0) >> 8, (GB[one] ?? 0) & 255] : [one.charCodeAt(0)])),
  )

describe('csv', () => {
  test('GB18030, another order of columns', async () => {
    const bytes = gb18030(
      `总层数,坐落,宗地代码,结构\r\n3,东区1号,${unitCode(1).slice(0, 19)},混合\r\n-1,东区2号,${unitCode(2)},混合\r\n`,
    )
    expect(encodingOf(bytes)).toBe('gb18030')
    const { rows } = await cadastreCheck(bytes, '地籍.csv')
    expect(rows.map(({ sheet, row, door, reason }) => [sheet, row, door, reason])).toEqual([
      ['地籍', 2, '东区1号', null],
      ['地籍', 3, '东区2号', 'bad-floors'],
    ])
    expect(rows[0]?.stored?.structure).toBe('混合')
  })

  test.each([
    ['UTF-8 with a mark', utf8('\uFEFF网格,门牌号,人数\n2,东区1号,3\n')],
    ['tabs', utf8('网格\t门牌号\t人数\n2\t东区1号\t3\n')],
    ['semicolons and old line ends', utf8('网格;门牌号;人数\r2;东区1号;3\r')],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, ...Buffer.from('网格\t门牌号\t人数\r\n2\t东区1号\t3\r\n', 'utf16le')])],
    ['no heading', utf8('2,东区1号,3\n2,东区2号,4\n2,东区3号,1\n')],
  ])('%s', async (_, bytes) => {
    const { rows } = await ledgerCheck(bytes, '台账.csv')
    expect(rows[0]?.stored).toMatchObject({ grid: '2', door: '东区1号', headcount: 3 })
  })

  test('quotes, commas and line breaks inside a cell; blank lines count as rows', async () => {
    const text = '门牌号,人数,备注\n\n"东区1号",3,"租客,""两家""\n夜班"\n东区2号,="4",12" 电视\n'
    const { rows } = await ledgerCheck(utf8(text), '台账.csv')
    expect(rows.map(({ row, door, stored }) => [row, door, stored?.headcount, stored?.remark])).toEqual([
      [3, '东区1号', 3, '租客,"两家"\n夜班'],
      [4, '东区2号', 4, '12" 电视'],
    ])
  })

  test('a long file gives the same whatever the pieces in which it is read', async () => {
    const lines = Array.from({ length: 6000 }, (_, at) => `2,东区${at + 1}号,${(at % 7) + 1},"备,注""${at}"""`)
    const { rows } = await ledgerCheck(utf8(`网格,门牌号,人数,备注\n${lines.join('\r\n')}`), '台账.csv')
    expect(rows).toHaveLength(6000)
    expect(rows.every(({ stored }, at) => stored?.door === `东区${at + 1}号` && stored.remark === `备,注"${at}"`)).toBe(
      true,
    )
  })

  test('the delimiter is the one that cuts the lines alike', () => {
    expect(delimiterOf('标题，2022年\n门牌;人数;备注\n东区1号;3;是,的\n')).toBe(';')
    expect(delimiterOf('a,b\n"1;2;3;4",2\n')).toBe(',')
    expect(delimiterOf('')).toBe(',')
  })
})

describe('GeoJSON', () => {
  const ring = [
    [118.57, 24.79],
    [118.571, 24.79],
    [118.571, 24.791],
    [118.57, 24.79],
  ]
  const feature = (properties: Record<string, unknown>, coordinates: unknown = [ring]) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Polygon', coordinates },
  })
  const collection = (features: unknown[], more: Record<string, unknown> = {}) =>
    utf8(JSON.stringify({ type: 'FeatureCollection', ...more, features, after: 1 }))
  const parcel = (n: number) => unitCode(n).slice(0, 19)

  test('footprints by parcel, with addresses and without', async () => {
    const both = await cadastreCheck(
      collection([feature({ ZDDM: parcel(1), ZL: '溪头村东区1号', CS: 3 })]),
      '房屋.geojson',
      { placeNames: ['溪头村'] },
    )
    expect(both.rows[0]).toMatchObject({
      row: 1,
      door: '东区1号',
      verdict: 'good',
      stored: { parcelCode: parcel(1), floors: 3, footprint: [[ring]] },
    })
    const bare = await cadastreCheck(
      collection([feature({ ZDDM: parcel(1) }), feature({ ZDDM: parcel(1) }), feature({ ZDDM: 'x' })]),
      '房屋.json',
    )
    expect(bare.rows.map(({ row, door, reason }) => [row, door, reason])).toEqual([
      [1, null, null],
      [2, null, 'duplicate-code'],
      [3, null, 'bad-code'],
    ])
  })

  test('every feature has a verdict, also one without anything', async () => {
    const { rows } = await cadastreCheck(
      collection([
        feature({ ZDDM: parcel(1), ZL: '东区1号' }),
        feature({}),
        feature({ ZL: '东区3号', ZDDM: parcel(3) }, []),
      ]),
      '房屋.geojson',
    )
    expect(rows.map((row) => row.reason)).toEqual([null, 'no-door', 'bad-footprint'])
  })

  test('the columns that are personal are dropped here too', async () => {
    const { sheets } = await cadastreCheck(
      collection([feature({ ZDDM: parcel(1), QLR: '林甲', ZL: '东区1号' })]),
      '房屋.geojson',
    )
    expect(sheets[0]?.table.dropped).toEqual(['QLR'])
    expect(JSON.stringify(sheets)).not.toContain('林甲')
  })

  test('texts that look like JSON do not lead astray', async () => {
    const { rows } = await cadastreCheck(
      collection([feature({ ZL: '东区1号', ZDDM: parcel(1), BZ: '}]"\\"{[' })], { name: '"features":[' }),
      '房屋.geojson',
    )
    expect(rows[0]?.stored?.remark).toBe('}]"\\"{[')
  })

  test.each([
    [
      'another coordinate system',
      collection([], { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4527' } } }),
      '坐标系',
    ],
    ['no collection', utf8('{"type":"Point","coordinates":[1,2]}'), 'GeoJSON'],
    ['half a file', collection([feature({ ZDDM: parcel(1) })]).slice(0, 120), 'GeoJSON'],
    ['a list', utf8('[1,2]'), 'GeoJSON'],
    ['deep brackets', utf8(`{"features":[${'['.repeat(100_000)}`), 'GeoJSON'],
  ])('%s is refused', async (_, bytes, words) => {
    await expect(cadastreCheck(bytes, '房屋.geojson')).rejects.toMatchObject({
      name: 'ImportRefusal',
      sentence: expect.stringContaining(words),
    })
  })

  test('the usual names of longitude and latitude are accepted', async () => {
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } }
    const { rows } = await cadastreCheck(
      collection([feature({ ZDDM: parcel(1), ZL: '东区1号' })], { crs }),
      '房屋.geojson',
    )
    expect(rows).toHaveLength(1)
  })
})
