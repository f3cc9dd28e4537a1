import Taro from '@tarojs/taro'
import type { Transport, WireReply, WireRequest } from '@gezhong/shared/client'
import { inBrowser } from './target.ts'
import { origin, parsed, Unreachable } from './transport.ts'

/** Called with how much of it has left, in per cent. */
export type Progress = (share: number) => void

/** A file over a bad network. */
const TIMEOUT_MS = 120_000

/** The photo itself out of the address that carries it. */
function blobOf(address: string): Blob {
  const [head = '', base64 = ''] = address.split(',')
  const letters = atob(base64)
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0))
  return new Blob([bytes], { type: /^data:([^;]+)/.exec(head)?.[1] ?? 'image/jpeg' })
}

/** A browser's own way to send, which tells how far it has come. */
function fromBrowser({ url, headers }: WireRequest, file: string, onProgress: Progress): Promise<WireReply> {
  const form = new FormData()
  form.append('file', blobOf(file), 'photo.jpg')
  const request = new XMLHttpRequest()
  request.open('POST', url)
  request.timeout = TIMEOUT_MS
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
  return new Promise((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(Math.round((loaded / total) * 100)))
    request.addEventListener('load', () => resolve({ status: request.status, body: parsed(request.responseText) }))
    for (const failure of ['error', 'timeout', 'abort'])
      request.addEventListener(failure, () => reject(new Unreachable()))
    request.send(form)
  })
}

async function fromWeChat({ url, headers }: WireRequest, file: string, onProgress: Progress): Promise<WireReply> {
  try {
    const task = Taro.uploadFile({
      url: origin + url,
      filePath: file,
      name: 'file',
      header: headers,
      timeout: TIMEOUT_MS,
    })
    task.progress(({ progress }) => onProgress(progress))
    const { statusCode, data } = await task
    return { status: statusCode, body: parsed(data) }
  } catch {
    throw new Unreachable()
  }
}

/** Carries one file instead of words. */
export const fileTransport =
  (file: string, onProgress: Progress): Transport =>
  (request) => {
    const { 'content-type': _, ...headers } = request.headers
    const bare = { ...request, headers }
    return inBrowser ? fromBrowser(bare, file, onProgress) : fromWeChat(bare, file, onProgress)
  }
