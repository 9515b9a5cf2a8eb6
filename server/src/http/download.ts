import { once } from 'node:events'
import { pipeline, Readable } from 'node:stream'
import { constants, createGzip } from 'node:zlib'
import type { ExportFormat, ExportOptions } from '@occur/client/protocol'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Asker } from '../event/asker.ts'
import { departureOf } from './departure.ts'
import { invalidQuery } from './problems.ts'

/** A reader who takes nothing at all for so long is gone, and the engine is not kept any longer. */
const silenceMsMax = 10 * 60_000

const contentTypes: Record<ExportFormat, string> = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  arrow: 'application/vnd.apache.arrow.file',
}

/** For the OpenAPI document: the good answer of a route that sends a file. */
export const downloadAnswer = {
  description: 'The file, as it is made. One that breaks off is not whole: the connection is then reset.',
  content: Object.fromEntries(
    [...Object.values(contentTypes), 'application/gzip'].map((type) => [
      type.split(';', 1)[0],
      { schema: { type: 'string' as const } },
    ]),
  ),
}

/** How a file is to be sent, checked. */
export interface Download {
  format: ExportFormat
  isRaw: boolean
  isGzipFile: boolean
}

export function downloadOf({ format = 'ndjson', raw = false, compression }: ExportOptions): Download {
  if (compression === 'gzip' && (format === 'parquet' || format === 'arrow')) {
    throw invalidQuery('compression', `${format} is compressed inside; leave compression out`)
  }
  return { format, isRaw: raw, isGzipFile: compression === 'gzip' }
}

/**
 * Sends a file as it is made, as fast as it is taken. What fails before its first byte is answered with a status; what
 * fails later resets the connection, so that nobody takes the part that he has for the whole, compressed or not.
 */
export async function sendDownload(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  download: Download,
  open: (asker: Asker) => AsyncIterable<Uint8Array>,
): Promise<FastifyReply> {
  const left = departureOf(reply)
  const chunks = open({ left })[Symbol.asyncIterator]()
  const first = await chunks.next()

  reply.hijack()
  const { raw } = reply
  const isGzipped = download.isGzipFile || takesGzip(request, download)
  for (const [header, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(header, value)
  }
  raw.writeHead(200, headersOf(name, download, isGzipped))
  raw.setTimeout(silenceMsMax, () => void raw.socket?.resetAndDestroy())
  try {
    const bytes = from(first, chunks)
    for await (const chunk of isGzipped ? gzipped(bytes) : bytes) {
      if (!raw.write(chunk)) await once(raw, 'drain', { signal: left })
    }
    raw.end()
  } catch (error) {
    if (!left.aborted) request.log.warn({ err: error, request_id: request.id }, 'an export ended early')
    raw.socket?.resetAndDestroy()
  } finally {
    // Compression does not wait for what it reads from; the place of this export is given back once the engine is done.
    await chunks.return?.()
  }
  return reply
}

function headersOf(name: string, { format, isGzipFile }: Download, isGzipped: boolean): Record<string, string> {
  const at = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
  const file = `${name}-${at}Z.${format}${isGzipFile ? '.gz' : ''}`
  return {
    'Content-Type': isGzipFile ? 'application/gzip' : contentTypes[format],
    'Content-Disposition': `attachment; filename="${file}"`,
    Vary: 'Accept-Encoding',
    ...(isGzipped && !isGzipFile && { 'Content-Encoding': 'gzip' }),
  }
}

/** The binary formats are compressed already. */
function takesGzip({ headers }: FastifyRequest, { format }: Download): boolean {
  const accepted = String(headers['accept-encoding'] ?? '')
  return (format === 'ndjson' || format === 'csv') && /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(accepted)
}

async function* from<Chunk>(first: IteratorResult<Chunk>, rest: AsyncIterator<Chunk>): AsyncGenerator<Chunk> {
  for (let step = first; !step.done; step = await rest.next()) yield step.value
}

/** As fast as it goes: a file is made once, and mostly read once. */
function gzipped(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  // The callback is there to be called; a failure comes out of whoever reads.
  return pipeline(Readable.from(bytes), createGzip({ level: constants.Z_BEST_SPEED }), () => {})
}
