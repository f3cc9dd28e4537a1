import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A gateway on loopback that keeps what it was asked to send. */
export interface SmsStandIn {
  url: string
  sent: { phone: string; text: string; code: string; token: string | undefined }[]
  /** What it does from now on. */
  mood: 'well' | 'refusing' | 'busy' | 'broken' | 'silent'
  close(): Promise<void>
}

const STATUS = { well: 200, refusing: 400, busy: 503, broken: 500 } as const

export async function startSmsStandIn(): Promise<SmsStandIn> {
  const server = createServer((request, reply) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      if (standIn.mood === 'silent') return
      const { phone, text } = JSON.parse(Buffer.concat(parts).toString()) as { phone: string; text: string }
      if (standIn.mood === 'well')
        standIn.sent.push({ phone, text, code: /\d{6}/.exec(text)?.[0] ?? '', token: request.headers.authorization })
      reply.writeHead(STATUS[standIn.mood]).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const standIn: SmsStandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    sent: [],
    mood: 'well',
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return standIn
}
