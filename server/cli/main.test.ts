import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { runHere } from './test-context.ts'

jest.setTimeout(60_000)

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gezhong-cli-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const run = (...parameters: string[]) => runHere(parameters, { cwd: folder })

describe('the command line', () => {
  test('lists its commands, and explains each', async () => {
    const { code, out } = await run('--help')
    expect(code).toBe(0)
    const names = [...out.matchAll(/^ {2}(\S+(?: \S+)?) {2,}/gm)].map(([, name = '']) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        'chain check',
        'orders check',
        'cadastre check',
        'migrate',
        'demo',
        'audit verify',
        'stock check',
        'coverage check',
        'doctor',
      ]),
    )
    for (const name of names) {
      const help = await run(...name.split(' '), '--help')
      expect(help).toMatchObject({ code: 0, err: '' })
      expect(help.out).toContain(`gezhong -- ${name}`)
    }
  })

  test.each([
    [[], /Usage/],
    [['chain'], /say "chain check"/],
    [['nonsense'], /"nonsense" is no command/],
    [['doctor', '--nonsense'], /--help/],
    [['cadastre', 'check'], /last word/],
  ])('%j is wrong usage, and stdout stays empty', async (parameters, told) => {
    const { code, out, err } = await run(...parameters)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(told)
  })

  test.each(['README.md', 'README.zh-CN.md'])('what %s shows works as it stands there', async (name) => {
    const text = (await readFile(join(REPOSITORY, name), 'utf8')).replaceAll('\\\n', ' ')
    const examples = [...text.matchAll(/^npm run -s gezhong -- ((?:chain|cadastre) .*)$/gm)].map(
      ([, words = '']) => words,
    )
    expect(examples).toHaveLength(2)
    for (const example of examples) {
      const { code, err } = await runHere(example.trim().split(/\s+/), { cwd: REPOSITORY })
      expect([example, code, err]).toEqual([example, expect.any(Number), ''])
      expect([example, code === 2]).toEqual([example, false])
    }
  })

  test('the demo’s files are a ledger and chains that fit it', async () => {
    const { out } = await run('demo', '--files', 'demo')
    expect(out.trim().split('\n').length).toBe((await readdir(join(folder, 'demo'))).length)
    const { out: table } = await run(
      'chain',
      'check',
      '--ledger',
      'demo/ledger.csv',
      '--place',
      '花厅口',
      '--',
      'demo/g2-chain.txt',
    )
    expect(table).toMatch(/2 网格台账 \d+ 户，已报 \d+ 户，未报 \d+ 户/)
  })

  test('called through npm, nothing but the result is on stdout', async () => {
    const chain = join(folder, 'chain.txt')
    await writeFile(join(folder, 'ledger.csv'), 'grid,door,headcount,phone\n2,中区32号,3,\n')
    await writeFile(chain, '1. 中区32号 3人\n')
    const { error, stdout } = await new Promise<{ error: Error | null; stdout: string }>((resolve) => {
      execFile(
        'npm',
        ['run', '-s', 'gezhong', '--', 'chain', 'check', '--json', '--ledger', join(folder, 'ledger.csv'), chain],
        { cwd: REPOSITORY },
        (error, stdout) => resolve({ error, stdout }),
      )
    })
    expect(error).toBeNull()
    expect(JSON.parse(stdout)).toMatchObject({ line: 1, door: '中区32号', verdict: 'matched', household: '中区32号' })
  })
})

describe('cadastre check', () => {
  test('one object per data row, in any encoding, without owners', async () => {
    await writeFile(
      join(folder, 'list.csv'),
      '宗地代码,权利人,坐落,层数,建筑面积\n350582105012JC00001,张三,东区1号,3,617.48\n350582105012JC00002,李四,,3,200\n',
    )
    const { code, out } = await run('cadastre', 'check', '--json', 'list.csv')
    expect(code).toBe(0)
    const rows = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(rows).toEqual([
      expect.objectContaining({ row: 2, door: '东区1号', verdict: 'good', reason: null, floors: 3, floorArea: 617.48 }),
      expect.objectContaining({ row: 3, door: null, verdict: 'rejected', reason: 'no-door' }),
    ])
    expect(out).not.toContain('张三')
    const table = await run('cadastre', 'check', 'list.csv')
    expect(table.out).toContain('共 2 行：可导入 1 行，不能导入 1 行')
  })

  test('a file that is no list is refused in a sentence', async () => {
    await writeFile(join(folder, 'letter.pdf'), '%PDF-1.4\n')
    const { code, out, err } = await run('cadastre', 'check', 'letter.pdf')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('PDF')
    expect(await readFile(join(folder, 'letter.pdf'), 'utf8')).toContain('%PDF')
  })
})
