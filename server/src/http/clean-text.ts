import { Refusal } from '@gezhong/shared/errors'
import type { FastifyInstance } from 'fastify'
import { isStorable } from '../database/storable.ts'

/*
 * Texts that the database cannot hold, and JSON nested so deep that writing it again overflows the stack, are refused
 * before anybody works with them.
 */

const MAX_DEPTH = 40

/** Refuses a text with a NUL or half a surrogate pair anywhere in `value`, keys included, and what is too deep. */
export function refuseUnstorable(value: unknown): void {
  const open: [value: unknown, depth: number][] = [[value, 0]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [one, depth] = next
    if (typeof one === 'string' && !isStorable(one))
      throw new Refusal('not-valid', '内容里有无法保存的特殊字符，请删掉后再提交')
    if (typeof one !== 'object' || one === null || Buffer.isBuffer(one)) continue
    if (depth >= MAX_DEPTH) throw new Refusal('not-valid', '内容的层数太多，请检查后再提交')
    for (const [key, inner] of Object.entries(one)) open.push([key, depth], [inner, depth + 1])
  }
}

/** A pasted chain is kept sealed just as it came, half an emoji at its end included; the parser reads around such things. */
const KEEPS_TEXT_AS_IT_CAME = /^\/api\/rolls\/:rollId\/chains\//

export function registerCleanText(app: FastifyInstance): void {
  app.addHook('preValidation', async (request) => {
    refuseUnstorable(request.params)
    refuseUnstorable(request.query)
    if (KEEPS_TEXT_AS_IT_CAME.test(request.routeOptions.url ?? '')) return
    if (request.headers['content-type']?.startsWith('application/json') === true) refuseUnstorable(request.body)
  })
}
