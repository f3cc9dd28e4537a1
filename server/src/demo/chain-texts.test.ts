import { describe, expect, test } from '@jest/globals'
import { parseChain } from '@gezhong/shared/people/chain/parse'
import { buildLedgerIndex } from '@gezhong/shared/people/ledger-index'
import { reconcile } from '@gezhong/shared/people/reconciliation/reconcile'
import { demoChain, demoChainWithOutcome } from './chain-texts.ts'
import { demoVillage } from './village.ts'

const village = demoVillage()
const ledger = buildLedgerIndex(village.households.map((one) => ({ ...one, grid: one.gridCode })))

function outcomeOf(text: string, grid: string) {
  const context = { placeNames: ['花厅口', '花厅口村'], areaCode: '0595', grid, ledger }
  const { entries } = parseChain(text, context)
  const verdicts = reconcile(entries, ledger, { grid })
  return verdicts.map(({ verdict, household }, i) => ({
    raw: entries[i]?.raw,
    door: household?.door ?? null,
    verdict,
  }))
}

describe('the chain texts of the demo village', () => {
  test.each(village.grids.map(({ code }) => code))('grid %s: every line becomes what it is meant to be', (code) => {
    const { text, lines } = demoChainWithOutcome(code)
    const outcome = outcomeOf(text, code)
    const wrong = outcome.flatMap(({ raw, door, verdict }, i) =>
      lines[i]?.verdict === verdict && (lines[i]?.door === door || verdict === 'withdrawn')
        ? []
        : [`${raw} → ${verdict} ${door}, meant ${lines[i]?.verdict} ${lines[i]?.door}`],
    )
    expect(wrong).toEqual([])
    expect(outcome).toHaveLength(lines.length)
  })

  test.each(['1', '2', '3', '4', '5', '6', '7'])('the group of grid %s shows every kind of difficulty', (code) => {
    const { lines } = demoChainWithOutcome(code)
    expect(lines.length).toBeGreaterThanOrEqual(45)
    expect(lines.length).toBeLessThanOrEqual(60)
    expect(new Set(lines.map(({ verdict }) => verdict))).toEqual(
      new Set([
        'matched',
        'headcount-differs',
        'phone-differs',
        'duplicate',
        'superseded',
        'unknown-door',
        'withdrawn',
        'incomplete',
      ]),
    )
    expect(lines.filter(({ verdict }) => verdict === 'matched').length).toBeGreaterThan(lines.length * 0.6)
  })

  test('a grid that the village does not have is refused', () => {
    expect(() => demoChain('8')).toThrow(RangeError)
    expect(() => demoChain('2-9')).toThrow(RangeError)
  })

  test('the forwarded chat of grid 5 carries no numbers, the estate writes blocks', () => {
    expect(demoChain('5')).toMatch(/聊天记录/)
    expect(demoChain('7')).toMatch(/门牌：\d+-\d-\d+\n人数：/)
  })
})
