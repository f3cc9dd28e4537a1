import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { Refusal } from '@gezhong/shared/errors'
import { parseChainInSteps } from '@gezhong/shared/people/chain/parse'
import { readText, TextReader } from './read-text.ts'

const CONTEXT = { placeNames: [], grid: '2' }
const lines = (count: number) => Array.from({ length: count }, (_, k) => `${k + 1}. 东区${k + 1}号 3人`).join('\n')

test('more lines than any group has are refused, with what to do', async () => {
  await expect(readText(parseChainInSteps, lines(10_001), CONTEXT, Infinity)).rejects.toEqual(
    new Refusal('too-large', '一次最多贴10000条，请分几次贴'),
  )
})

test('a long text lets others have their turn while it is read', async () => {
  let turns = 0
  let reading = true
  const others = async () => {
    for (; reading; turns += 1) await nextTurn()
  }
  const waiting = others()
  const entries = await readText(parseChainInSteps, lines(8000), CONTEXT)
  reading = false
  await waiting
  expect(entries).toHaveLength(8000)
  expect(turns).toBeGreaterThan(5)
})

test('a text that takes too long is refused', async () => {
  await expect(readText(parseChainInSteps, lines(8000), CONTEXT, 0)).rejects.toEqual(new Refusal('text-too-slow'))
})

test('a text is read once while nothing around it changes, and again when the ledger has', async () => {
  const reader = new TextReader(parseChainInSteps)
  const first = await reader.read(lines(3), { context: CONTEXT, print: 'a' })
  expect(await reader.read(lines(3), { context: CONTEXT, print: 'a' })).toBe(first)
  expect(await reader.read(lines(3), { context: CONTEXT, print: 'b' })).not.toBe(first)
  expect(await reader.read(lines(2), { context: CONTEXT, print: 'b' })).toHaveLength(2)
})
