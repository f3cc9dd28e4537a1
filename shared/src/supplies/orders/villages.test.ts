import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { buildLedgerIndex } from '../../people/ledger-index.ts'
import { judgeOrders } from './judge.ts'
import { parseOrders } from './parse.ts'
import { readStall } from './stall.ts'

/*
 * Whole pasted order chains with what is expected of every entry: the project's own villages always, the samples that
 * came with the task when they lie beside the repository. The tests are run from the repository's root.
 */

type Village = { placeNames: string[]; areaCode?: string }

const HUATINGKOU: Village = { placeNames: ['花厅口', '花厅口村'], areaCode: '0595' }
const OWN = resolve('shared/fixtures/orders')
const GIVEN = resolve('../shared/data')

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
}

function ledgerOf(path: string) {
  return buildLedgerIndex(
    linesOf(path)
      .slice(1)
      .map((line, k) => {
        const [grid = '', door = '', headcount = '', phone = ''] = line.split(',')
        const phones = phone === '' ? [] : [phone]
        return { id: String(k), grid, door, headcount: headcount === '' ? null : Number(headcount), phones }
      }),
  )
}

const folders = [OWN, join(GIVEN, 'orders')].flatMap((root) =>
  existsSync(root)
    ? readdirSync(root)
        .map((name) => join(root, name))
        .filter((folder) => existsSync(join(folder, 'stall.json')))
    : [],
)

test('the own villages are found', () => {
  expect(folders.length).toBeGreaterThanOrEqual(3)
})

describe.each(folders)('%s', (folder) => {
  const settings = join(folder, 'village.json')
  const village = existsSync(settings) ? (JSON.parse(readFileSync(settings, 'utf8')) as Village) : HUATINGKOU
  const beside = join(folder, 'ledger.csv')
  const ledger = ledgerOf(existsSync(beside) ? beside : join(GIVEN, 'chain', 'huatingkou', 'ledger.csv'))
  const { stall } = readStall(JSON.parse(readFileSync(join(folder, 'stall.json'), 'utf8')))
  const chains = readdirSync(folder).filter((name) => name.endsWith('.txt'))

  test.each(chains)('%s', (name) => {
    if (stall === null) throw new Error('the stall cannot be used')
    const grid = /^g([\d-]+?)-/.exec(name)?.[1]
    const text = readFileSync(join(folder, name), 'utf8')
    const { entries, segments } = parseOrders(text, { ...village, grid, ledger, stall })
    const judged = judgeOrders(entries, ledger, { grid })
    const got = entries.map((entry, k) => ({
      line: entry.line,
      door: entry.door,
      household: judged[k]?.household?.door ?? null,
      phones: entry.phones,
      items: entry.items,
      remark: entry.remark,
      intent: entry.intent,
      verdict: judged[k]?.verdict,
    }))
    const expected = linesOf(join(folder, name.replace(/txt$/, 'jsonl'))).map((line) => JSON.parse(line) as unknown)
    expect(got).toEqual(expected)
    expect(segments.map((segment) => text.slice(segment.start, segment.end)).join('')).toBe(text)
  })
})
