import type { Socket } from 'node:net'
import type { FastifyReply } from 'fastify'
import { AppError } from '../event/errors.ts'

const departures = new WeakMap<FastifyReply, AbortSignal>()

/** Aborted when the asker goes before he was answered, so that the engine need not go on with his question. */
export function departureOf(reply: FastifyReply): AbortSignal {
  const known = departures.get(reply)
  if (known) return known
  const left = new AbortController()
  departures.set(reply, left.signal)
  whenOver(reply, () => {
    if (!reply.raw.writableFinished) left.abort(new AppError('abandoned', 'The asker went before he was answered'))
  })
  return left.signal
}

/** Calls once the answer has been sent, or cannot be sent any more. */
function whenOver(reply: FastifyReply, call: () => void): void {
  const { raw } = reply
  const { socket } = reply.request.raw
  if (raw.destroyed || socket.destroyed) {
    call()
    return
  }
  const over = () => {
    raw.off('close', over)
    forget()
    call()
  }
  raw.once('close', over)
  // Of requests that came at once on one connection, only the answer that is to be sent next hears that it was closed.
  const forget = onceClosed(socket, over)
}

const calledOnClose = new WeakMap<Socket, Set<() => void>>()

/** One listener for each connection, however many requests it carries. */
function onceClosed(socket: Socket, call: () => void): () => void {
  let calls = calledOnClose.get(socket)
  if (!calls) {
    calls = new Set()
    calledOnClose.set(socket, calls)
    const all = calls
    socket.once('close', () => {
      for (const one of all) one()
    })
  }
  calls.add(call)
  return () => calls.delete(call)
}
