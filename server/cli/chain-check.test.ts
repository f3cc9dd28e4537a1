import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { runHere } from './test-context.ts'

jest.setTimeout(60_000)

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const FIXTURES = join(REPOSITORY, 'shared', 'fixtures', 'chain')

let folder: string

const LEDGER = `grid,door,headcount,phone
2,中区32号,3,18800013570
2,中区33号,4,18800008158
2,东区5号,2,0595-85661234
3,北路8巷6号,5,
`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezhong-cli-'))
  await writeFile(join(folder, 'ledger.csv'), LEDGER)
  await writeFile(join(folder, 'chain.txt'), '#接龙\n1. 中区32号 3人 18800013570\n2. 中区33号 6人\n3. 中区99号 1人\n')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const check = (...parameters: string[]) => runHere(['chain', 'check', ...parameters], { cwd: folder })

const objects = (out: string) =>
  out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('the labelled chains of every village', () => {
  const villages = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, 'ledger.csv')))

  test('there are some', () => expect(villages.length).toBeGreaterThan(2))

  test.each(villages)('%s comes out as labelled', async (village) => {
    const home = join(FIXTURES, village)
    const told = JSON.parse(await readFile(join(home, 'village.json'), 'utf8')) as {
      placeNames: string[]
      areaCode?: string
    }
    const code = told.areaCode ? ['--area-code', told.areaCode] : []
    for (const chain of (await readdir(home)).filter((name) => name.endsWith('.txt'))) {
      const { out, code: exitCode } = await runHere(
        ['chain', 'check', '--ledger', 'ledger.csv', ...code, '--json', '--place', ...told.placeNames, chain],
        { cwd: home },
      )
      expect(exitCode).toBe(0)
      const expected = objects(await readFile(join(home, chain.replace(/txt$/, 'jsonl')), 'utf8'))
      expect(objects(out)).toEqual(expected.map((one) => expect.objectContaining(one)))
    }
  })
})

describe('what is printed', () => {
  test('one object per entry with every promised field', async () => {
    const { out, err, code } = await check(
      '--ledger',
      'ledger.csv',
      '--grid',
      '2',
      '--place',
      '花厅口',
      '--json',
      'chain.txt',
    )
    expect({ err, code }).toEqual({ err: '', code: 0 })
    const lines = objects(out)
    expect(lines.map(({ line, verdict }) => [line, verdict])).toEqual([
      [2, 'matched'],
      [3, 'headcount-differs'],
      [4, 'unknown-door'],
    ])
    const fields = [
      'line',
      'door',
      'headcount',
      'phones',
      'intent',
      'household',
      'verdict',
      'confidence',
      'reasons',
      'remark',
    ]
    for (const line of lines) expect(Object.keys(line)).toEqual(expect.arrayContaining(fields))
    expect(lines[2]).toMatchObject({ household: null, reasons: expect.arrayContaining(['door-not-in-ledger']) })
  })

  test('a table and the households of the grid that have not reported', async () => {
    const { out } = await check('--ledger', 'ledger.csv', '--grid', '2', 'chain.txt')
    expect(out).toContain('2 网格台账 3 户，已报 2 户，未报 1 户')
    expect(out).toMatch(/^东区5号\s+2\s+0595-?85661234$/m)
    expect(out).not.toContain('北路8巷6号')
    expect(out).toMatch(/^\s*3\s+中区33号\s+6\s+—\s+人数不符/m)
  })

  test('strangers’ text cannot repaint the terminal', async () => {
    await writeFile(join(folder, 'hostile.txt'), '1. 中区32号 3人 \u001b[2J\u202e有孕妇\n')
    const { out } = await check('--ledger', 'ledger.csv', '--grid', '2', 'hostile.txt')
    for (const line of out.split('\n')) expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})

describe('arguments', () => {
  const verdicts = async (...parameters: string[]) => {
    const { out, err } = await check(...parameters)
    return err || objects(out).length
  }

  test('the chain may stand right behind the names of places, or before, or after another option', async () => {
    const rest = ['--ledger', 'ledger.csv', '--grid', '2', '--json']
    expect(await verdicts(...rest, '--place', '花厅口', '花厅口村', 'chain.txt')).toBe(3)
    expect(await verdicts('--place', '花厅口', '花厅口村', ...rest, 'chain.txt')).toBe(3)
    expect(await verdicts('chain.txt', ...rest, '--place', '花厅口')).toBe(3)
    expect(await verdicts('--place=花厅口', '--place', '花厅口村', ...rest, 'chain.txt')).toBe(3)
    expect(await verdicts('--ledger=ledger.csv', '--grid=2', '--json', 'chain.txt')).toBe(3)
  })

  test('a place name is left out of a door', async () => {
    await writeFile(join(folder, 'named.txt'), '1. 花厅口村中区32号 3人\n')
    const { out } = await check(
      '--ledger',
      'ledger.csv',
      '--grid',
      '2',
      '--json',
      '--place',
      '花厅口',
      '花厅口村',
      'named.txt',
    )
    expect(objects(out)).toEqual([expect.objectContaining({ door: '中区32号', verdict: 'matched' })])
  })

  test('the grid may come from the name of the file', async () => {
    await writeFile(join(folder, 'g3-evening.txt'), '1. 北路8巷6号 5人\n')
    const { out } = await check('--ledger', 'ledger.csv', 'g3-evening.txt')
    expect(out).toContain('3 网格台账 1 户，已报 1 户')
  })

  test.each([
    [['--ledger', 'ledger.csv', '--grid', '2'], 2, /last word/],
    [['--grid', '2', 'chain.txt'], 2, /--ledger FILE\.csv is missing/],
    [['--ledger', 'ledger.csv', 'chain.txt'], 2, /--grid N.*2, 3/],
    [['--ledger', 'ledger.csv', '--grid', '9', 'chain.txt'], 2, /no grid 9; it has 2, 3/],
    [['--ledger', 'ledger.csv', '--grid', '2', '--nonsense', 'chain.txt'], 2, /--nonsense is no option/],
    [['--ledger', 'ledger.csv', '--grid'], 2, /--grid needs a value/],
    [['--ledger', 'ledger.csv', '--grid', '2', '--area-code', '595', 'chain.txt'], 2, /such as 0595/],
    [['--ledger', 'nowhere.csv', '--grid', '2', 'chain.txt'], 1, /no file nowhere\.csv/],
    [['--ledger', 'ledger.csv', '--grid', '2', '--place', '花厅口', 'nowhere.txt'], 1, /no file nowhere\.txt/],
    [['--ledger', 'ledger.csv', '--grid', '2', '.'], 1, /is a folder/],
  ])('%j is refused in one sentence', async (parameters, exitCode, sentence) => {
    const { code, out, err } = await check(...parameters)
    expect({ code, out }).toEqual({ code: exitCode, out: '' })
    expect(err).toMatch(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
  })
})

describe('files as they come', () => {
  const grid2 = ['--ledger', 'ledger.csv', '--grid', '2', '--json']
  const GB_CHAIN = Buffer.from('312e20d6d0c7f83332bac52033c8cb0a', 'hex')
  const GB_LEDGER = Buffer.concat([
    Buffer.from('grid,door,headcount,phone\n2,'),
    Buffer.from('d6d0c7f83332bac5', 'hex'),
    Buffer.from(',3,\n'),
  ])

  test('GB18030, UTF-16 and a byte order mark are read', async () => {
    await writeFile(join(folder, 'gb.txt'), GB_CHAIN)
    await writeFile(join(folder, 'gb.csv'), GB_LEDGER)
    await writeFile(join(folder, 'utf16.txt'), Buffer.from('\ufeff1. 中区32号 3人\n', 'utf16le'))
    await writeFile(join(folder, 'bom.txt'), '\ufeff1. 中区32号 3人\r\n')
    for (const name of ['gb.txt', 'utf16.txt', 'bom.txt']) {
      expect(objects((await check(...grid2, name)).out)).toEqual([expect.objectContaining({ verdict: 'matched' })])
    }
    const { out } = await check('--ledger', 'gb.csv', '--json', 'gb.txt')
    expect(objects(out)).toEqual([expect.objectContaining({ door: '中区32号', verdict: 'matched' })])
  })

  test('a message cut off in the middle of a character is still read as what it is', async () => {
    const whole = Buffer.from('1. 中区32号 3人\n2. 中区33号 4人 有')
    await writeFile(join(folder, 'cut.txt'), whole.subarray(0, -1))
    expect(objects((await check(...grid2, 'cut.txt')).out).map(({ door }) => door)).toEqual(['中区32号', '中区33号'])
  })

  test('an empty chain has no entries and everybody is missing', async () => {
    await writeFile(join(folder, 'empty.txt'), '')
    const { code, out, err } = await check('--ledger', 'ledger.csv', '--grid', '2', 'empty.txt')
    expect(code).toBe(0)
    expect(err).toContain('holds no entry')
    expect(out).toContain('未报 3 户')
  })

  test('pictures, archives and noise are refused', async () => {
    await writeFile(join(folder, 'picture.txt'), Buffer.from('89504e470d0a1a0a0000000d', 'hex'))
    await writeFile(
      join(folder, 'noise.txt'),
      Buffer.from(Array.from({ length: 4096 }, (_, i) => ((i * 7919) % 251) & 0x1f)),
    )
    expect((await check(...grid2, 'picture.txt')).err).toMatch(/is a picture, not text/)
    expect((await check(...grid2, 'noise.txt')).err).toMatch(/does not look like text/)
    expect(await check('--ledger', 'picture.txt', '--grid', '2', 'chain.txt')).toMatchObject({ code: 1, out: '' })
  })

  test('a megabyte is read in seconds, every line of it', async () => {
    const lines = Array.from(
      { length: 25_000 },
      (_, i) => `${i + 1}. 中区${(i % 900) + 1}号 ${(i % 6) + 1}人 ${13800000000 + i}`,
    )
    await writeFile(join(folder, 'huge.txt'), lines.join('\n'))
    const { out } = await check(...grid2, 'huge.txt')
    expect(objects(out)).toHaveLength(25_000)
  })
})
