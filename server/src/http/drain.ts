import type { IncomingMessage } from 'node:http'

/*
 * A connection that is closed while the other side still sends is reset, and the answer is lost with it. So what is too
 * large is read to its end and thrown away before it is refused; up to a bound, as nobody may occupy us for ever.
 */

const MOST_BYTES = 64 * 1024 * 1024
const PATIENCE_MS = 60_000

/** Resolves when all of it has come and gone, or enough of it. */
export async function drain(request: IncomingMessage, most = MOST_BYTES, patience = PATIENCE_MS): Promise<void> {
  if (request.readableEnded || request.destroyed) return
  await new Promise<void>((resolve) => {
    let left = most
    const count = (chunk: Buffer) => {
      left -= chunk.length
      if (left < 0) finish()
    }
    const finish = () => {
      clearTimeout(timer)
      request.off('data', count)
      request.pause()
      resolve()
    }
    const timer = setTimeout(finish, patience)
    for (const event of ['end', 'close', 'error']) request.once(event, finish)
    request.unpipe()
    request.on('data', count)
    request.resume()
  })
}
