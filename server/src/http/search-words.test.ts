import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { addressOf, SEARCH_HEADER } from '@gezhong/shared/client'
import { listHouseholds } from '@gezhong/shared/people/ledger/contract'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { makeCast, type Cast } from '../../test/cast.ts'
import { ENDPOINTS } from '../../test/endpoints.ts'
import { jsonSchema } from './json-schema.ts'

let app: TestApp
let cast: Cast

beforeAll(async () => {
  app = await startTestApp()
  cast = await makeCast(app)
})
afterAll(() => app.close())

const ask = (url: string, headers: Record<string, string>) =>
  app.server.inject({ url, headers: { authorization: `Bearer ${cast.secretary.token}`, ...headers } })

test('a searched number is in no address, and finds its household', async () => {
  const { url, headers } = addressOf(listHouseholds, { query: { q: '138 0000 2002', size: 5 } })
  expect(url).toBe('/api/households?size=5')
  const reply = await ask(url, headers)
  expect(reply.json<{ rows: { door: string }[] }>().rows.map(({ door }) => door)).toEqual(['中区2号'])
})

test('words in the address are refused, and so are words that nothing can hold', async () => {
  const refused = async (url: string, headers: Record<string, string> = {}) =>
    (await ask(url, headers)).json<{ code: string }>().code
  expect(await refused('/api/households?q=13800002002')).toBe('not-valid')
  expect(await refused('/api/households', { [SEARCH_HEADER]: '%E4%B8' })).toBe('not-valid')
  expect(await refused('/api/households', { [SEARCH_HEADER]: '%00' })).toBe('not-valid')
})

test('every endpoint that searches names its words as the client sends them', () => {
  const searching = Object.entries(ENDPOINTS).flatMap(([name, { query }]) => {
    const fields = Object.keys((jsonSchema(query, 'input').properties ?? {}) as object)
    return fields.filter((field) => /^(q|search|words|phone|door|text)$/.test(field)).map((field) => [name, field])
  })
  expect(searching.length).toBeGreaterThan(3)
  expect(searching.filter(([, field]) => field !== 'q')).toEqual([])
})

test('the documentation shows the header, not an address', async () => {
  const { paths } = (await app.server.inject('/docs/json')).json<{
    paths: Record<string, { get: { parameters: { name: string; in: string }[] } }>
  }>()
  const { parameters } = paths['/api/households']!.get
  expect(parameters.filter(({ name }) => name === 'q')).toEqual([])
  expect(parameters.find(({ name }) => name === SEARCH_HEADER)?.in).toBe('header')
})
