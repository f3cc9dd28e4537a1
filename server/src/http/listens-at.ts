import type { FastifyRequest } from 'fastify'

/** This server's own end of the line; the Host header is whatever the one who asks has written. */
export function listensAt({
  socket,
}: {
  socket: Pick<FastifyRequest['socket'], 'localAddress' | 'localPort'>
}): string {
  const address = (socket.localAddress ?? '127.0.0.1').replace(/^::ffff:/, '')
  return `http://${address.includes(':') ? `[${address}]` : address}:${socket.localPort ?? 80}`
}
