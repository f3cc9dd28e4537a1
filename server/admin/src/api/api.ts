import { ADMIN_PAGE, addressOf, createClient, PAGE_HEADER, type Call } from '@gezhong/shared/client'
import type { Endpoint } from '@gezhong/shared/endpoint'
import { Problem, Refusal } from '@gezhong/shared/errors'
import type { z } from 'zod'
import { endSession, holdBack } from '../session/session.ts'
import { fetchTransport, mayTryAgain, reach, refuseWhileLocked } from './transport.ts'

const client = createClient(fetchTransport, () => null)

/** The typed client; a session that the server no longer knows ends here, once, for every page. */
export const call: Call = async (endpoint, input) => {
  try {
    return await client(endpoint, input)
  } catch (error) {
    followRefusal(error)
    throw error
  }
}

function followRefusal(error: unknown): void {
  if (!(error instanceof Refusal)) return
  if (error.code === 'not-signed-in') endSession('expired')
  if (error.code === 'second-factor-needed') holdBack()
}

type FileInput<P extends z.ZodType, Q extends z.ZodType> = { params?: z.input<P>; query?: z.input<Q> }
type DownloadInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = FileInput<P, Q> & {
  body: z.input<B>
}

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = Problem.safeParse(await response.json().catch(() => null))
  const refusal = problem.success
    ? new Refusal(problem.data.code, problem.data.detail, problem.data.fields)
    : new Refusal('inside')
  followRefusal(refusal)
  return refusal
}

/** Fetches a file as the one who is signed in and hands it to the browser to save under `name`. */
export async function download<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  endpoint: Endpoint<P, Q, B>,
  name: string,
  input: DownloadInput<P, Q, B>,
): Promise<void> {
  const { url, headers } = addressOf(endpoint, input)
  const response = await reach(url, {
    method: endpoint.method,
    headers: { ...headers, 'content-type': 'application/json' },
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

type UploadInput = { idempotencyKey: string; onProgress: (sent: number) => void }

/** XMLHttpRequest, because fetch does not report the progress of what it sends. */
function sendOnce(method: string, url: string, file: File, { idempotencyKey, onProgress }: UploadInput) {
  return new Promise<Response>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(method, url)
    request.setRequestHeader(PAGE_HEADER, ADMIN_PAGE)
    request.setRequestHeader('idempotency-key', idempotencyKey)
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded / Math.max(event.total, 1)))
    request.addEventListener('error', () => reject(new Refusal('inside', '上传没有完成，请检查网络后再试一次')))
    request.addEventListener('load', () => resolve(new Response(request.responseText, { status: request.status })))
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}

/** Sends one file as multipart and tells how much of it has gone (0 to 1). */
export async function upload<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  file: File,
  input: FileInput<P, Q> & UploadInput,
): Promise<z.output<R>> {
  const { url } = addressOf(endpoint, input)
  refuseWhileLocked(url)
  const first = await sendOnce(endpoint.method, url, file, input)
  const response = (await mayTryAgain(first)) ? await sendOnce(endpoint.method, url, file, input) : first
  if (!response.ok) throw await refusalOf(response)
  return endpoint.reply.parse(await response.json()) as z.output<R>
}
