import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Role } from '@gezhong/shared/actor'
import { fillPath } from '@gezhong/shared/client'
import { ERRORS, Refusal, type ErrorCode } from '@gezhong/shared/errors'
import fastify from 'fastify'
import { jsonSchema } from '../src/http/json-schema.ts'
import { REPOSITORY, startTestApp, type TestApp } from './app.ts'
import { CONTRACTS, ENDPOINT_NAMES, ENDPOINTS } from './endpoints.ts'

let app: TestApp
/** `GET /api/me` for every route below /api that the web framework knows. */
let served: string[]

beforeAll(async () => {
  app = await startTestApp()
  served = routesOf(app.server.printRoutes({ commonPrefix: false, includeHooks: false }))
})

afterAll(() => app.close())

/** Reads the printed tree of routes: what is served is asked of the framework, not of our own list. */
function routesOf(tree: string): string[] {
  const path: string[] = []
  const routes: string[] = []
  for (const line of tree.split('\n')) {
    const match = /^([│ ]*)[├└]── (\S*?)(?: \(([A-Z, ]+)\))?$/.exec(line)
    if (match === null) continue
    const depth = match[1]!.length / 4
    path.length = depth
    path[depth] = match[2]!
    const address = path.join('')
    for (const method of match[3]?.split(', ') ?? [])
      if (method !== 'HEAD' && address.startsWith('/api')) routes.push(`${method} ${address}`)
  }
  return routes.toSorted()
}

const declared = () => ENDPOINT_NAMES.map((name) => `${ENDPOINTS[name].method} ${ENDPOINTS[name].path}`).toSorted()

test('the tests know every contract', () => {
  const folder = join(REPOSITORY, 'shared', 'src')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|\/)contract\.ts$/.test(file),
  )
  expect(Object.keys(CONTRACTS).toSorted()).toEqual(files.map((file) => file.replace('/contract.ts', '')).toSorted())
  expect(ENDPOINT_NAMES.length).toBeGreaterThan(40)
})

describe('what is declared and what is served', () => {
  test('no two endpoints share an address', () => {
    const addresses = declared()
    expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([])
  })

  test('every endpoint is served, and nothing below /api that is not an endpoint', () => {
    expect(served.length).toBeGreaterThan(0)
    // The framework prints one name for a place in a path that two routes call differently.
    const unnamed = (routes: readonly string[]) => routes.map((each) => each.replace(/:[^/]+/g, ':')).toSorted()
    expect(unnamed(served)).toEqual(unnamed(declared()))
  })

  test('every route was made from the contract’s own object', () => {
    const known = new Set(Object.values(ENDPOINTS))
    expect(app.routes.filter((route) => !known.has(route.endpoint)).map((route) => route.endpoint.path)).toEqual([])
    expect(app.routes.length).toBe(known.size)
  })

  test('an address below /api that nobody serves is a refusal, not a page', async () => {
    const reply = await app.server.inject({ url: '/api/nothing-here', headers: { accept: 'text/html' } })
    expect(reply.statusCode).toBe(404)
    expect(reply.json()).toMatchObject({ code: 'not-found' })
  })
})

describe('each endpoint', () => {
  test.each(ENDPOINT_NAMES)('%s: errors exist, people are named, the path fits its params', (name) => {
    const { errors, who, path, params, summary } = ENDPOINTS[name]
    expect(errors.filter((code) => !(code in ERRORS))).toEqual([])
    expect(new Set(errors).size).toBe(errors.length)
    if (typeof who !== 'string') {
      expect(who.length).toBeGreaterThan(0)
      expect(who.filter((role) => !Role.options.includes(role))).toEqual([])
    }
    const inPath = [...path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1])
    expect(Object.keys(jsonSchema(params, 'input').properties ?? {}).toSorted()).toEqual(inPath.toSorted())
    expect(path).toMatch(/^\/api\/[a-z-]+(\/([a-z-]+|:[A-Za-z]+))*$/)
    expect(summary.length).toBeGreaterThan(10)
  })

  test.each(ENDPOINT_NAMES.filter((name) => ['json', 'upload'].includes(ENDPOINTS[name].kind)))(
    '%s: what it replies can be written, and only what is named',
    async (name) => {
      const bare = fastify()
      const schema = jsonSchema(ENDPOINTS[name].reply, 'output')
      expect(schema).toMatchObject({ type: 'object' })
      bare.get('/', { schema: { response: { 200: schema } } }, async () => ({ notDeclared: 'secret' }))
      await bare.ready()
      expect((await bare.inject('/')).body).not.toContain('secret')
      await bare.close()
    },
  )
})

describe('errors', () => {
  test.each(Object.keys(ERRORS) as ErrorCode[])(
    '%s has a status, a Chinese sentence and a problem document',
    (code) => {
      const problem = new Refusal(code).toProblem()
      expect(problem.status).toBeGreaterThanOrEqual(400)
      expect(problem.title).toMatch(/[\u4e00-\u9fff]{4}/)
      expect(problem.type).toBe(`urn:gezhong:${code}`)
    },
  )
})

describe('the OpenAPI document', () => {
  interface Operation {
    summary?: string
    security?: unknown[]
    responses: Record<string, unknown>
    parameters?: { name: string; in: string }[]
  }
  interface Document {
    openapi: string
    info: { title: string; version: string }
    components: { securitySchemes: Record<string, unknown> }
    paths: Record<string, Record<string, Operation>>
  }

  test('lists every endpoint with its params, its summary and who may call it', async () => {
    const document = (await app.server.inject({ url: '/docs/json' })).json<Document>()
    expect(document.openapi).toMatch(/^3\./)
    expect(document.info.title).toContain('Gezhong')
    const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    )
    expect(listed.toSorted()).toEqual(declared())
    for (const endpoint of Object.values(ENDPOINTS)) {
      const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
      const operation = document.paths[path]![endpoint.method.toLowerCase()]!
      expect(operation.summary).toBe(endpoint.summary)
      expect(Object.keys(operation.responses).length).toBeGreaterThan(0)
      expect(operation.security ?? []).toHaveLength(endpoint.who === 'anyone' ? 0 : 1)
      const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
      expect(inPath.map((parameter) => `{${parameter.name}}`)).toEqual(path.match(/\{\w+\}/g) ?? [])
    }
  })

  test('every reference in it leads somewhere', async () => {
    const text = (await app.server.inject({ url: '/docs/json' })).body
    const document = JSON.parse(text) as Record<string, unknown>
    const broken = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].filter((match) => {
      let at: unknown = document
      for (const part of match[1]!.split('/')) at = (at as Record<string, unknown> | undefined)?.[part]
      return at === undefined
    })
    expect(broken.map((match) => match[0])).toEqual([])
  })
})

test('the client escapes what people write into an address', () => {
  expect(fillPath('/api/x/:id', { id: '中区/1号?' })).toBe('/api/x/%E4%B8%AD%E5%8C%BA%2F1%E5%8F%B7%3F')
})
