import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { runHere } from './test-context.ts'

jest.setTimeout(60_000)

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const FIXTURES = join(REPOSITORY, 'shared', 'fixtures', 'orders')
const STALL = [
  { item: '白菜', aliases: ['大白菜'], unit: '斤', priceFen: 250 },
  { item: '鸡蛋', unit: '板', priceFen: 2800 },
]

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezhong-cli-'))
  await writeFile(
    join(folder, 'ledger.csv'),
    'grid,door,headcount,phone\n2,中区32号,3,18800013570\n2,中区33号,4,18800008158\n',
  )
  await writeFile(join(folder, 'stall.json'), JSON.stringify(STALL))
  await writeFile(
    join(folder, 'chain.txt'),
    '#接龙\n1. 中区32号 白菜2斤 鸡蛋1板 18800013570\n2. 中区33号 黄瓜2斤\n3. 中区32号 再加大白菜半斤\n4. 中区99号 鸡蛋\n',
  )
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const check = (...parameters: string[]) => runHere(['orders', 'check', ...parameters], { cwd: folder })
const USUAL = ['--stall', 'stall.json', '--ledger', 'ledger.csv', '--grid', '2', '--place', '花厅口']

const objects = (out: string) =>
  out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('the labelled order chains of every village', () => {
  const villages = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, 'stall.json')))

  test('there are some', () => expect(villages.length).toBeGreaterThan(2))

  test.each(villages)('%s comes out as labelled', async (village) => {
    const home = join(FIXTURES, village)
    const told = JSON.parse(await readFile(join(home, 'village.json'), 'utf8')) as {
      placeNames: string[]
      areaCode: string
    }
    for (const chain of (await readdir(home)).filter((name) => name.endsWith('.txt'))) {
      const files = ['--stall', 'stall.json', '--ledger', 'ledger.csv', '--area-code', told.areaCode]
      const { out, code } = await runHere(
        ['orders', 'check', ...files, '--json', '--place', ...told.placeNames, chain],
        { cwd: home },
      )
      expect(code).toBe(0)
      const expected = objects(await readFile(join(home, chain.replace(/txt$/, 'jsonl')), 'utf8'))
      expect(objects(out)).toEqual(expected.map((one) => expect.objectContaining(one)))
    }
  })
})

test('one object per entry with every promised field', async () => {
  const { out, err, code } = await check(...USUAL, '--json', 'chain.txt')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  const [first] = objects(out)
  expect(objects(out)).toHaveLength(4)
  const promised = 'line index door household phones items remark intent verdict confidence reasons'
  expect(Object.keys(first ?? {})).toEqual([...promised.split(' '), 'doorCandidates', 'candidates', 'invalidPhones'])
})

test('a table of the lines, and what is to be bought of what is certain', async () => {
  const { out, code } = await check(...USUAL, 'chain.txt')
  expect(code).toBe(0)
  expect(out).toMatch(/中区33号 .*没有这样菜.*有菜单上没有的东西.*黄瓜2斤/)
  expect(out).toMatch(/共 4 条：订上了 2，没有这样菜 1，查无此门牌 1/)
  expect(out).toMatch(/白菜 +2\.5 +斤 +1\n鸡蛋 +1 +板 +1\n/)
})

test.each([
  [['--ledger', 'ledger.csv', 'chain.txt'], /--stall FILE\.json is missing/],
  [['--stall', 'stall.json', 'chain.txt'], /--ledger FILE\.csv is missing/],
  [['--stall'], /--stall needs a value/],
  [[...USUAL, '--price', '3', 'chain.txt'], /--price is no option of "orders check"/],
])('%j is wrong usage, and stdout stays empty', async (parameters, told) => {
  const { out, err, code } = await check(...parameters)
  expect({ out, code }).toEqual({ out: '', code: 2 })
  expect(err).toMatch(told)
})

test.each([
  ['{"item": ', /stall-bad\.json is no JSON/],
  ['{"item":"白菜"}', /A stall is a JSON list of items/],
  ['[{"item":"白菜","unit":"捏","priceFen":1}]', /Item 1 \(白菜\): unit must be one of 斤/],
])('a stall such as %s is refused in a sentence', async (stall, told) => {
  await writeFile(join(folder, 'stall-bad.json'), stall)
  const { out, err, code } = await check('--stall', 'stall-bad.json', ...USUAL.slice(2), 'chain.txt')
  expect({ out, code }).toEqual({ out: '', code: 1 })
  expect(err).toMatch(told)
})
