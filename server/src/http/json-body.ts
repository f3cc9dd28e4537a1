import { Refusal } from '@gezhong/shared/errors'
import type { FastifyInstance } from 'fastify'

/*
 * Reading JSON of hundreds of thousands of small parts takes seconds, in which nobody else is answered. So its parts are
 * counted first, and what has more than any page of ours sends is refused unread.
 */

const MOST_PARTS = 20_000

const [QUOTE, BACKSLASH, COMMA, BRACE, BRACKET] = [0x22, 0x5c, 0x2c, 0x7b, 0x5b]

/** Members, elements, objects and lists, without reading any of them; commas within texts are none. */
export function hasTooManyParts(json: string): boolean {
  let parts = 0
  let isText = false
  for (let at = 0; at < json.length; at += 1) {
    const sign = json.charCodeAt(at)
    if (isText) {
      if (sign === BACKSLASH) at += 1
      else if (sign === QUOTE) isText = false
    } else if (sign === QUOTE) isText = true
    else if (sign === COMMA || sign === BRACE || sign === BRACKET) {
      parts += 1
      if (parts > MOST_PARTS) return true
    }
  }
  return false
}

export function registerJsonBody(app: FastifyInstance): void {
  const read = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, json, done) => {
    if (hasTooManyParts(json)) done(new Refusal('not-valid', '一次提交的内容太多，请分几次提交'))
    else read(request, json, done)
  })
}
