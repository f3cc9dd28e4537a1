import type { Endpoint } from '@gezhong/shared/endpoint'
import { hasRole } from '@gezhong/shared/actor'
import { Problem, Refusal } from '@gezhong/shared/errors'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Asking } from '../database/asker.ts'
import { transact, type Kernel, type Work } from '../database/transact.ts'
import { onceIfKeyed, type Answer } from './idempotency.ts'
import { jsonSchema } from './json-schema.ts'
import { invalid } from './problems.ts'
import { documentedQuery, queryWithSearch } from './search-words.ts'
import { afterTwins } from './twins.ts'

/*
 * Turns an endpoint's data into a route. In this order: who is it, may they call this at all, is the input valid,
 * then the work, all in one transaction. A handler that returns a Refusal instead of throwing it refuses and commits,
 * so that the refusal leaves its trace. Nothing leaves but what the reply schema names.
 */

export interface Input<E extends Endpoint> {
  params: z.output<E['params']>
  query: z.output<E['query']>
  body: z.output<E['body']>
  request: FastifyRequest
}

/** Bytes with their name and type. */
export interface FileReply {
  fileName: string
  contentType: string
  bytes: Buffer
}

/** A file that takes long to draw: drawn after the work has been committed, when no connection waits for it. */
export interface DrawnFile extends Omit<FileReply, 'bytes'> {
  draw(): Promise<Buffer>
}

export type Outcome<E extends Endpoint> = E['kind'] extends 'file'
  ? FileReply | DrawnFile | Refusal
  : z.input<E['reply']> | Refusal

export type Handler<E extends Endpoint> = (
  work: Work,
  input: Input<E>,
  reply: FastifyReply,
) => Promise<z.input<E['reply']> | Refusal>

export interface Route {
  endpoint: Endpoint
  register(app: FastifyInstance, kernel: Kernel): void
}

export function parse<E extends Endpoint>(endpoint: E, request: FastifyRequest): Input<E> {
  const params = endpoint.params.safeParse(request.params)
  if (!params.success) throw new Refusal('not-found')
  const query = endpoint.query.safeParse(queryWithSearch(request))
  if (!query.success) throw invalid(query.error)
  const body = endpoint.body.safeParse(endpoint.kind === 'upload' ? {} : (request.body ?? {}))
  if (!body.success) throw invalid(body.error)
  return { params: params.data, query: query.data, body: body.data, request } as Input<E>
}

export function refuseStranger(endpoint: Endpoint, work: Work): void {
  if (endpoint.who === 'anyone' || endpoint.who === 'signed-in') return
  if (!hasRole(work.actor, endpoint.who)) throw new Refusal('not-allowed')
}

/** Either of them will do. */
const BY_SESSION: Record<string, string[]>[] = [{ session: [] }, { page: [] }]

/** Bytes; a slip each for a whole village, by their ids, is the longest that is no pasted text and no file. */
const USUAL_BODY = 256 * 1024

/** Nothing is read from somebody who shows no token of ours. */
async function requireToken(request: FastifyRequest): Promise<void> {
  await request.sessionId()
}

export function routeOptions(endpoint: Endpoint) {
  const group = endpoint.path.split('/')[2] ?? ''
  return {
    ...(endpoint.who === 'anyone' ? {} : { onRequest: requireToken }),
    ...(endpoint.rate === 'paste' || endpoint.kind === 'upload' ? {} : { bodyLimit: USUAL_BODY }),
    method: endpoint.method,
    url: endpoint.path,
    config: { rate: endpoint.rate },
    schema: {
      summary: endpoint.summary,
      tags: [group],
      security: endpoint.who === 'anyone' ? [] : BY_SESSION,
      params: jsonSchema(endpoint.params, 'input'),
      ...documentedQuery(jsonSchema(endpoint.query, 'input')),
      ...(endpoint.method === 'GET' || endpoint.kind === 'upload' ? {} : { body: jsonSchema(endpoint.body, 'input') }),
      response:
        endpoint.kind === 'file' || endpoint.kind === 'stream'
          ? { '4xx': jsonSchema(Problem, 'output') }
          : { 200: jsonSchema(endpoint.reply, 'output'), default: jsonSchema(Problem, 'output') },
    },
  }
}

export async function sendFile(reply: FastifyReply, file: FileReply | DrawnFile): Promise<FastifyReply> {
  const bytes = 'draw' in file ? await file.draw() : file.bytes
  return reply
    .header('content-type', file.contentType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
    .header('cache-control', 'no-store')
    .send(bytes)
}

export function send(reply: FastifyReply, answer: Answer): FastifyReply {
  reply.header('cache-control', 'no-store')
  if (answer.status >= 400) reply.header('content-type', 'application/problem+json')
  return reply.code(answer.status).send(answer.body)
}

export async function answerOf(act: () => Promise<unknown>): Promise<Answer> {
  const result = await act()
  return result instanceof Refusal ? { status: result.status, body: result.toProblem() } : { status: 200, body: result }
}

/** Pages read by themselves; whoever changes something is there. */
export const askingBy = (endpoint: Endpoint): Asking => ({
  byHand: endpoint.method !== 'GET',
  beforeSecondFactor: endpoint.beforeSecondFactor,
})

/** A look at the database in a transaction of its own, as the person who asks. */
export type Look<E extends Endpoint> = <T>(see: (work: Work, input: Input<E>) => Promise<T>) => Promise<T>

/** A route for a signed-in person. */
export function route<E extends Endpoint>(endpoint: E, handler: Handler<E>, asking: Asking = {}): Route {
  return routeAfter(endpoint, async () => undefined, handler, asking)
}

/**
 * A route of which a part is made ahead of its transaction: what takes long and needs no connection. The handler gets
 * what was made, and checks that it still fits what the database says by then.
 */
export function routeAfter<E extends Endpoint, A>(
  endpoint: E,
  ahead: (look: Look<E>) => Promise<A>,
  handler: (work: Work, input: Input<E>, reply: FastifyReply, made: A) => ReturnType<Handler<E>>,
  asking: Asking = {},
): Route {
  const once = endpoint.kind !== 'file' && endpoint.method !== 'GET' && endpoint.replayed
  return {
    endpoint,
    register(app, kernel) {
      app.route({
        ...routeOptions(endpoint),
        handler: async (request, reply) => {
          const sessionId = await request.sessionId()
          const asAsker: Look<E> = (act) =>
            transact(
              kernel,
              sessionId,
              (work) => {
                refuseStranger(endpoint, work)
                return act(work, parse(endpoint, request))
              },
              { ...askingBy(endpoint), ...asking },
            )
          const answer = async (): Promise<Answer | FileReply | DrawnFile> => {
            const made = await ahead(asAsker)
            return asAsker(async (work, input) => {
              const act = () => handler(work, input, reply, made)
              if (endpoint.kind === 'file') {
                const file = await act()
                return file instanceof Refusal
                  ? { status: file.status, body: file.toProblem() }
                  : (file as FileReply | DrawnFile)
              }
              return once ? onceIfKeyed(work, request, request.body, () => answerOf(act)) : answerOf(act)
            })
          }
          const result = await (once ? afterTwins(sessionId, request, answer) : answer())
          return 'fileName' in result ? sendFile(reply, result) : send(reply, result)
        },
      })
    },
  }
}

/** A route for anybody; the handler brings its own transaction, if it needs one. */
export function openRoute<E extends Endpoint>(
  endpoint: E,
  handler: (kernel: Kernel, input: Input<E>, reply: FastifyReply) => Promise<z.input<E['reply']>>,
): Route {
  return {
    endpoint,
    register(app, kernel) {
      app.route({
        ...routeOptions(endpoint),
        handler: async (request, reply) =>
          send(reply, await answerOf(() => handler(kernel, parse(endpoint, request), reply))),
      })
    },
  }
}
