import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { Role } from '@gezhong/shared/actor'
import { fillPath } from '@gezhong/shared/client'
import { ERRORS, Refusal, type ErrorCode } from '@gezhong/shared/errors'
import { isPlainText } from '@gezhong/shared/plain-text'
import fastify from 'fastify'
import type { z } from 'zod'
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

/** Texts of requests that are not written for people to read, with their reasons. */
const OTHER_TEXTS: Readonly<Record<string, readonly string[]>> = {
  'compared with what is known, and kept nowhere': [
    'POST /api/demo/sign-in name',
    'POST /api/second-factor/confirm code',
    'POST /api/second-factor/prove code',
    'POST /api/second-factor/recovery-codes code',
    'POST /api/sign-in name',
    'POST /api/sign-in password',
    'POST /api/password current',
    'POST /api/password next',
    'POST /api/session/unlock password',
    'POST /api/imports/:id/mapping sheets.name',
    'POST /api/rolls/:rollId/chains/:gridId fixes.key',
    'POST /api/rolls/:rollId/chains/:gridId/preview fixes.key',
    'POST /api/bags/find code',
    'POST /api/stalls/:id/chains/:gridId fixes.key',
    'POST /api/stalls/:id/chains/:gridId/preview fixes.key',
  ],
  'given by a program and passed on, or kept as a digest': [
    'POST /api/invitation token',
    'POST /api/invitation/mine token',
    'POST /api/invitation/password password',
    'POST /api/invitation/password token',
    'POST /api/invitation/wechat loginCode',
    'POST /api/invitation/wechat token',
    'POST /api/me/wechat loginCode',
    'POST /api/my/phone deviceId',
    'POST /api/session/refresh refreshToken',
    'POST /api/sms-codes deviceId',
    'POST /api/sms-sign-in deviceId',
    'POST /api/slip-sign-in deviceId',
    'POST /api/slip-sign-in code',
    'POST /api/slips/claim code',
    'POST /api/wechat-sign-in loginCode',
    'POST /api/wechat-sign-in phoneCode',
  ],
  'what a camera read, kept sealed as it came and compared with codes': ['POST /api/deliveries rows.code'],
  'read by the grammar of doors or phones, and kept only in its canonical form': [
    'POST /api/buildings door',
    'POST /api/households door',
    'POST /api/households phones',
    'PATCH /api/households/:id phones',
    'POST /api/my/phone phone',
    'POST /api/rolls/:id/reports phone',
    'POST /api/sms-codes phone',
    'POST /api/sms-sign-in phone',
  ],
  'a chat text or a line of one, kept as it came and read by a parser that sees through such characters': [
    'POST /api/rolls/:id/reports/line line',
    'POST /api/rolls/:rollId/chains/:gridId text',
    'POST /api/rolls/:rollId/chains/:gridId fixes.text',
    'POST /api/rolls/:rollId/chains/:gridId/preview text',
    'POST /api/rolls/:rollId/chains/:gridId/preview fixes.text',
    'POST /api/stalls/:id/chains/:gridId text',
    'POST /api/stalls/:id/chains/:gridId fixes.text',
    'POST /api/stalls/:id/chains/:gridId/preview text',
    'POST /api/stalls/:id/chains/:gridId/preview fixes.text',
  ],
}

/** The texts of a body that have no fixed form, as `field` or `list.field`. */
function textsOf(schema: z.ZodType, at = ''): { at: string; schema: z.ZodType }[] {
  const def = schema.def as z.core.$ZodTypeDef & {
    shape?: Record<string, z.ZodType>
    element?: z.ZodType
    innerType?: z.ZodType
    valueType?: z.ZodType
    in?: z.ZodType
    options?: z.ZodType[]
  }
  if (def.type === 'string') {
    const isFixed = 'format' in schema && schema.format !== null
    return isFixed ? [] : [{ at, schema }]
  }
  const inner = [def.element, def.innerType, def.valueType, def.in].filter((one) => one !== undefined)
  const named = Object.entries(def.shape ?? {}).flatMap(([key, one]) => textsOf(one, at === '' ? key : `${at}.${key}`))
  return [...named, ...[...inner, ...(def.options ?? [])].flatMap((one) => textsOf(one, at))]
}

test('every text of a request that people will read is held to showing something and steering nothing', () => {
  const found = ENDPOINT_NAMES.flatMap((name) => {
    const { method, path, body } = ENDPOINTS[name]
    return textsOf(body).map((text) => ({ ...text, name: `${method} ${path} ${text.at}` }))
  })
  const others = found.filter(({ schema }) => !isPlainText(schema)).map(({ name }) => name)
  expect(others.toSorted()).toEqual(Object.values(OTHER_TEXTS).flat().toSorted())
  const plain = found.filter(({ schema }) => isPlainText(schema))
  expect(plain.length).toBeGreaterThan(8)
  for (const { name, schema } of plain)
    for (const text of ['\u200b\u2060', '\u3164\ufe0f', '\u202e甲乙', '甲\u0007乙'])
      expect([name, text, schema.safeParse(text).success]).toEqual([name, text, false])
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
      // By bearer or by the page's cookie.
      expect(operation.security ?? []).toHaveLength(endpoint.who === 'anyone' ? 0 : 2)
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
