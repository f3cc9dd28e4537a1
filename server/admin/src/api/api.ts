import { createClient, fillPath, queryText, type Call } from '@gezhong/shared/client'
import type { Endpoint } from '@gezhong/shared/endpoint'
import { Problem, Refusal } from '@gezhong/shared/errors'
import type { z } from 'zod'
import { currentSession, endSession } from '../session/session.ts'
import { fetchTransport, reach } from './transport.ts'

const token = () => currentSession()?.token ?? null
const client = createClient(fetchTransport, token)

/** The typed client; a session that the server no longer knows ends here, once, for every page. */
export const call: Call = async (endpoint, input) => {
  try {
    return await client(endpoint, input)
  } catch (error) {
    endWhenSignedOut(error)
    throw error
  }
}

function endWhenSignedOut(error: unknown): void {
  if (error instanceof Refusal && error.code === 'not-signed-in') endSession('expired')
}

type FileInput<P extends z.ZodType, Q extends z.ZodType> = { params?: z.input<P>; query?: z.input<Q> }
type DownloadInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = FileInput<P, Q> & {
  body: z.input<B>
}

function fileUrl<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  endpoint: Endpoint<P, Q, B>,
  input: FileInput<P, Q>,
): string {
  const path = fillPath(endpoint.path, input.params as Record<string, unknown> | undefined)
  return path + queryText(input.query as Record<string, unknown> | undefined)
}

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = Problem.safeParse(await response.json().catch(() => null))
  const refusal = problem.success
    ? new Refusal(problem.data.code, problem.data.detail, problem.data.fields)
    : new Refusal('inside')
  endWhenSignedOut(refusal)
  return refusal
}

/** Fetches a file with the session's token and hands it to the browser to save under `name`. */
export async function download<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  endpoint: Endpoint<P, Q, B>,
  name: string,
  input: DownloadInput<P, Q, B>,
): Promise<void> {
  const response = await reach(fileUrl(endpoint, input), {
    method: endpoint.method,
    headers: { authorization: `Bearer ${token() ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify(input.body),
  })
  if (!response.ok) throw await refusalOf(response)
  saveAs(await response.blob(), name)
}

export function saveAs(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/**
 * Sends one file as multipart and tells how much of it has gone (0 to 1). XMLHttpRequest, because fetch does not
 * report the progress of what it sends.
 */
export function upload<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  file: File,
  input: FileInput<P, Q> & { idempotencyKey: string; onProgress: (sent: number) => void },
): Promise<z.output<R>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(endpoint.method, fileUrl(endpoint, input))
    request.setRequestHeader('authorization', `Bearer ${token() ?? ''}`)
    request.setRequestHeader('idempotency-key', input.idempotencyKey)
    request.upload.addEventListener('progress', (event) => input.onProgress(event.loaded / Math.max(event.total, 1)))
    request.addEventListener('error', () => reject(new Refusal('inside', '上传没有完成，请检查网络后再试一次')))
    request.addEventListener('load', () => {
      const response = new Response(request.responseText, { status: request.status })
      if (!response.ok) void refusalOf(response).then(reject)
      else void response.json().then((body) => resolve(endpoint.reply.parse(body) as z.output<R>), reject)
    })
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}
