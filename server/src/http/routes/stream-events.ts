import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { StreamMessage } from '@occur/client/protocol'
import { Type } from 'typebox'
import { decodePosition, encodePosition, positionOf } from '../../event/cursor.ts'
import type { TailNews, Tails } from '../../live/tails.ts'
import { eventJson } from '../../query/event-json.ts'
import { departureOf } from '../departure.ts'
import { eventFilterOf } from '../event-filter.ts'
import { parseListQuery } from '../list-query.ts'
import type { Metrics } from '../metrics.ts'
import type { App } from '../route.ts'
import { EventListQuery } from '../schemas/lists.ts'

export interface StreamEventsDeps {
  tails: Tails
  heartbeatMs: number
  tailBufferBytesMax: number
  metrics: Metrics
  /** Aborted when the server stops. */
  stopping: AbortSignal
  keys: { isValid(keyId: string): boolean }
}

const { search_fields, search_field_values, q, start_datetime, end_datetime } = EventListQuery.properties

/** `GET /api/v1/events/stream`: what happens, as it happens, by server-sent events. */
export function addStreamEvents(app: App, deps: StreamEventsDeps): void {
  const names = { orderFields: ['timestamp'] as const, fields: ['timestamp'] as const, pageSizeMax: 1 }

  app.get(
    '/api/v1/events/stream',
    {
      config: { scope: 'read', effort: 'none' },
      schema: {
        tags: ['Events'],
        summary: 'Follow events live (server-sent events)',
        description,
        querystring: Type.Object(
          {
            after: Type.Optional(Type.String({ description: 'A cursor: begin with what was stored after it.' })),
            search_fields,
            search_field_values,
            q,
            start_datetime,
            end_datetime,
          },
          { additionalProperties: false },
        ),
        headers: Type.Object({
          'last-event-id': Type.Optional(Type.String({ description: 'As browsers send it; wins over `after`.' })),
        }),
      },
    },
    async (request, reply) => {
      const filter = eventFilterOf(parseListQuery(request.query, names), request.views)
      const after = request.headers['last-event-id'] || request.query.after
      const position = after ? decodePosition(after) : deps.tails.head()
      const left = AbortSignal.any([departureOf(reply), deps.stopping])
      const news = deps.tails.follow(request.access.project, position, filter, deps.heartbeatMs, left)
      // The first step can be refused, and that must still be an answer with a status.
      const first = await news.next()
      if (first.done) return reply

      reply.hijack()
      const { raw } = reply
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) raw.setHeader(name, value)
      raw.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' })
      deps.metrics.tailOpened()
      try {
        await send(raw, first.value, news, () => deps.keys.isValid(request.access.keyId), deps, left)
      } catch (error) {
        if (!left.aborted) request.log.warn({ err: error, request_id: request.id }, 'a live tail ended early')
        raw.write(goodbye('The server could not go on', 1000))
      } finally {
        deps.metrics.tailClosed()
        await news.return(undefined)
        end(raw, deps.heartbeatMs)
      }
      return reply
    },
  )
}

async function send(
  raw: ServerResponse,
  first: TailNews,
  news: AsyncGenerator<TailNews>,
  isKeyValid: () => boolean,
  { heartbeatMs, tailBufferBytesMax, stopping }: StreamEventsDeps,
  left: AbortSignal,
): Promise<void> {
  const patience = { ms: 2 * heartbeatMs, bytesMax: tailBufferBytesMax }
  let wasCaughtUp = false
  let step: IteratorResult<TailNews, unknown> = { done: false, value: first }
  while (!step.done && !left.aborted) {
    if (!isKeyValid()) return void raw.write(goodbye('The key was revoked', 60_000))
    const { events, position, isCaughtUp } = step.value
    for (const event of events) {
      if (!raw.write(`id: ${encodePosition(positionOf(event))}\nevent: event\ndata: ${eventJson(event)}\n\n`)) {
        if (!(await hasRoom(raw, patience, left)))
          return void raw.write(goodbye('You read more slowly than events come', 1000))
        if (left.aborted) break
      }
    }
    if (left.aborted) break
    const cursor = encodePosition(position)
    if (isCaughtUp && !wasCaughtUp) raw.write(message({ event: 'caught-up', data: { cursor } }, cursor))
    // An id without data moves a browser's Last-Event-ID past what did not pass the filter, and keeps proxies awake.
    else if (events.length === 0) raw.write(`: heartbeat\nid: ${cursor}\n\n`)
    wasCaughtUp ||= isCaughtUp
    step = await news.next()
  }
  if (stopping.aborted) raw.write(goodbye('The server is stopping', 1000))
}

/** Waits for a reader that lags behind, or leaves; false when he does not come along at all. */
async function hasRoom(
  raw: ServerResponse,
  patience: { ms: number; bytesMax: number },
  left: AbortSignal,
): Promise<boolean> {
  if (raw.writableLength < patience.bytesMax) return true
  const timeout = AbortSignal.timeout(patience.ms)
  try {
    await once(raw, 'drain', { signal: AbortSignal.any([timeout, left]) })
    return true
  } catch (error) {
    if (left.aborted) return true
    if (timeout.aborted) return false
    throw error
  }
}

/**
 * Ends the connection too, or a server that stops would wait for it. Who does not even read the goodbye would keep it,
 * and what waits in it, for ever.
 */
function end(raw: ServerResponse, patienceMs: number): void {
  const { socket } = raw
  raw.end(() => socket?.end())
  if (raw.destroyed) return
  const impatience = setTimeout(() => raw.destroy(), patienceMs)
  raw.once('close', () => clearTimeout(impatience))
}

function message({ event, data }: StreamMessage, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

function goodbye(reason: string, retryMs: number): string {
  return `retry: ${retryMs}\n${message({ event: 'goodbye', data: { reason, retry_ms: retryMs } })}`
}

const description = `Messages are \`event\` (a stored event; its SSE id is its cursor), \`caught-up\` once after what was stored
already, and \`goodbye\` with a reason before the server ends the stream. Without \`after\` it begins now. It is filtered like the
list. A reader that comes back with \`Last-Event-ID\` misses nothing and gets nothing twice.`
