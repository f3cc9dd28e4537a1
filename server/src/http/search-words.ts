import { SEARCH_FIELD, SEARCH_HEADER } from '@gezhong/shared/client'
import { Refusal } from '@gezhong/shared/errors'
import type { FastifyRequest } from 'fastify'
import { refuseUnstorable } from './clean-text.ts'

type Json = Record<string, unknown>

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Refusal('not-valid', '要搜的字读不出来，请换个写法再搜')
  }
}

/**
 * The query with the words somebody typed to search, which come in a header: they may be a phone number, and addresses
 * are kept by proxies and browsers. Words in the address are refused, so that no page gets used to it.
 */
export function queryWithSearch(request: Pick<FastifyRequest, 'query' | 'headers'>): Json {
  const query = request.query as Json
  if (SEARCH_FIELD in query) throw new Refusal('not-valid', `要搜的字请放在请求头 ${SEARCH_HEADER} 里，不放在网址里`)
  const header = request.headers[SEARCH_HEADER]
  if (typeof header !== 'string' || header === '') return query
  const words = decoded(header)
  refuseUnstorable(words)
  return { ...query, [SEARCH_FIELD]: words }
}

/** The same for the documentation: what of the query stands in the address, and what in a header. */
export function documentedQuery(schema: Json): { querystring: Json; headers?: Json } {
  const { [SEARCH_FIELD]: words, ...rest } = (schema.properties ?? {}) as Json
  if (words === undefined) return { querystring: schema }
  const described = { ...(words as Json), description: 'Words to search for, percent-encoded' }
  return {
    querystring: { ...schema, properties: rest },
    headers: { type: 'object', properties: { [SEARCH_HEADER]: described } },
  }
}
