import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { buildLedgerIndex } from '../ledger-index.ts'
import { reconcile } from '../reconciliation/reconcile.ts'
import { parseChain } from './parse.ts'

/*
 * Whole pasted chains with what is expected of every entry: the project's own villages always, the samples that came
 * with the task when they lie beside the repository. The tests are run from the repository's root.
 */

const HUATINGKOU = { placeNames: ['花厅口', '花厅口村'], areaCode: '0595' }

function villagesIn(root: string): string[] {
  if (!existsSync(root)) return []
  return readdirSync(root)
    .map((name) => join(root, name))
    .filter((folder) => existsSync(join(folder, 'ledger.csv')))
}

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
}

function ledgerOf(folder: string) {
  return buildLedgerIndex(
    linesOf(join(folder, 'ledger.csv'))
      .slice(1)
      .map((line, k) => {
        const [grid = '', door = '', headcount = '', phone = ''] = line.split(',')
        const phones = phone === '' ? [] : [phone]
        return { id: String(k), grid, door, headcount: headcount === '' ? null : Number(headcount), phones }
      }),
  )
}

const own = villagesIn(resolve('shared/fixtures/chain'))
const given = villagesIn(resolve('../shared/data/chain'))

test('the own villages are found', () => {
  expect(own.length).toBeGreaterThanOrEqual(5)
})

describe.each([...own, ...given])('%s', (folder) => {
  const settings = join(folder, 'village.json')
  const village = existsSync(settings)
    ? (JSON.parse(readFileSync(settings, 'utf8')) as { placeNames: string[]; areaCode?: string })
    : HUATINGKOU
  const ledger = ledgerOf(folder)
  const chains = readdirSync(folder).filter((name) => name.endsWith('.txt'))

  test.each(chains)('%s', (name) => {
    const grid = /^g([\d-]+?)-/.exec(name)?.[1]
    const text = readFileSync(join(folder, name), 'utf8')
    const { entries, segments } = parseChain(text, { ...village, grid, ledger })
    const reconciled = reconcile(entries, ledger, { grid })
    const got = entries.map((entry, k) => ({
      line: entry.line,
      door: entry.door,
      headcount: entry.headcount,
      phones: entry.phones,
      intent: entry.intent,
      household: reconciled[k]?.household?.door ?? null,
      verdict: reconciled[k]?.verdict,
    }))
    const expected = linesOf(join(folder, name.replace(/txt$/, 'jsonl'))).map((line) => JSON.parse(line) as unknown)
    expect(got).toEqual(expected)
    expect(segments.map((segment) => text.slice(segment.start, segment.end)).join('')).toBe(text)
  })
})
