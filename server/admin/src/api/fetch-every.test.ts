import { expect, test } from '@jest/globals'
import { fetchEvery } from './fetch-every.ts'

const listOf = (length: number) => {
  const rows = Array.from({ length }, (_, index) => index)
  return {
    rows,
    ask: async ({ page, size }: { page: number; size: number }) => ({
      rows: rows.slice((page - 1) * size, page * size),
      total: length,
    }),
  }
}

test('all pages one after another, each row once, telling how far it is', async () => {
  const { rows, ask } = listOf(1201)
  const told: number[] = []
  expect(await fetchEvery(ask, (done) => told.push(done))).toEqual(rows)
  expect(told).toEqual([500, 1000, 1201])
})

test('an empty list is asked for once, and one that shrinks meanwhile ends', async () => {
  expect(await fetchEvery(listOf(0).ask)).toEqual([])
  const { ask } = listOf(600)
  const shrunk = await fetchEvery(async (page) => ({ ...(await ask(page)), total: 900 }))
  expect(shrunk).toHaveLength(600)
})
