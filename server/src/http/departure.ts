import type { FastifyReply } from 'fastify'

/** Aborted when the asker goes before he was answered, so that the engine need not go on with his question. */
export function departureOf(reply: FastifyReply): AbortSignal {
  const left = new AbortController()
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) left.abort()
  })
  return left.signal
}
