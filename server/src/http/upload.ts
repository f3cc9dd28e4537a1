import { createHash } from 'node:crypto'
import type { Endpoint } from '@gezhong/shared/endpoint'
import { Refusal } from '@gezhong/shared/errors'
import { IMPORT_MAX_BYTES } from '@gezhong/shared/people/import/contract'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { transact, type Work } from '../database/transact.ts'
import { onceIfKeyed, type Answer } from './idempotency.ts'
import { answerOf, askingBy, parse, refuseStranger, routeOptions, send, type Input, type Route } from './serve.ts'
import { afterTwins } from './twins.ts'

/*
 * A file can take minutes to arrive over a bad network. Who sends it is asked first, in a transaction of its own, then
 * the file is read with no connection held, and only then the work begins, as somebody who may still do it. Only so many
 * files are taken at a time, as each is held in memory; of small ones more, and apart from the large ones.
 */

interface Size {
  /** Bytes; what is longer is refused while it arrives. */
  most: number
  atOnce: number
}

const LARGE: Size = { most: IMPORT_MAX_BYTES, atOnce: 6 }

export interface UploadedFile {
  name: string
  bytes: Buffer
}

export type UploadHandler<E extends Endpoint> = (
  work: Work,
  input: Input<E>,
  file: UploadedFile,
) => Promise<z.input<E['reply']> | Refusal>

async function readFile(request: FastifyRequest, most: number): Promise<UploadedFile> {
  if (!request.isMultipart()) throw new Refusal('unsupported-media')
  const part = await request.file({ limits: { fileSize: most } })
  if (part === undefined) throw new Refusal('file-unreadable', '没有收到文件，请重新选择')
  const bytes = await part.toBuffer()
  // A cut that falls into the last piece to arrive is not told as an error; half a ledger must not pass for one.
  if (part.file.truncated) throw new Refusal('too-large')
  return { name: part.filename, bytes }
}

const arriving = new Map<Size, number>()

async function readInTurn(request: FastifyRequest, size: Size): Promise<UploadedFile> {
  const count = arriving.get(size) ?? 0
  if (count >= size.atOnce) throw new Refusal('too-many-requests', '正在上传的文件太多，请过一会儿再试')
  arriving.set(size, count + 1)
  try {
    return await readFile(request, size.most)
  } finally {
    arriving.set(size, arriving.get(size)! - 1)
  }
}

/** A route that takes one file of a signed-in person. */
export function uploadRoute<E extends Endpoint>(endpoint: E, handler: UploadHandler<E>, size: Size = LARGE): Route {
  return {
    endpoint,
    register(app, kernel) {
      app.route({
        ...routeOptions(endpoint),
        handler: async (request, reply) => {
          const sessionId = await request.sessionId()
          const input = await transact(kernel, sessionId, async (work) => {
            refuseStranger(endpoint, work)
            return parse(endpoint, request)
          })
          const file = await readInTurn(request, size)
          const upload = async (work: Work): Promise<Answer> => {
            refuseStranger(endpoint, work)
            const contents = createHash('sha256').update(file.bytes).digest('hex')
            return onceIfKeyed(work, request, contents, () => answerOf(() => handler(work, input, file)))
          }
          const begin = () => transact(kernel, sessionId, upload, askingBy(endpoint))
          const answer = await afterTwins(sessionId, request, begin)
          return send(reply, answer)
        },
      })
    },
  }
}
