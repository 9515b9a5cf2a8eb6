import { CommandFailure } from '../exit-codes.ts'
import { csvEvents } from './csv-events.ts'
import { csvRows } from './csv-rows.ts'
import { peek, type Source } from './open-source.ts'
import type { SourceRecord } from './source-record.ts'
import { splitArray } from './split-array.ts'
import { splitLines } from './split-lines.ts'

export const formats = ['ndjson', 'json', 'csv'] as const

export type Format = (typeof formats)[number]

/** So much of a source is looked at, at most, to tell what it is. */
const headBytesMax = 64 * 1024

/** A first line tells. A pipe may not have more for a long time. */
function tellsFormat(head: Buffer): boolean {
  return head.length >= headBytesMax || /\S.*\n/.test(head.toString())
}

/** The events of a source, in its order, some at a time. The format is seen from the text where it isn't given. */
export async function* readRecords(source: Source, given: Format | undefined): AsyncGenerator<SourceRecord[]> {
  if (source.records) return yield* source.records
  const { head, chunks: all } = await peek(source.chunks, tellsFormat)
  const chunks = head.subarray(0, byteOrderMark.length).equals(byteOrderMark) ? withoutMark(all) : all
  const format = given ?? detectFormat(head, source.name)
  if (format === 'ndjson') yield* splitLines(chunks)
  else if (format === 'json') yield* splitArray(chunks)
  else yield* csvEvents(csvRows(chunks, delimiterOf(head)))
}

/** An array begins with `[`; CSV is called so or has a header that names a timestamp; all else is NDJSON. */
export function detectFormat(head: Buffer, name: string): Format {
  const text = head.toString().replace(/^\ufeff/, '')
  const first = text.split(/\r?\n/, 1)[0] as string
  const [start] = text.trimStart()
  if (start === '[') return 'json'
  if (start === '{') {
    if (/^\s*\{\s*$/.test(first)) {
      throw new CommandFailure(
        `${name} begins with a JSON object over several lines. Put each event on one line (jq -c .), or all in an array`,
      )
    }
    return 'ndjson'
  }
  const looksLikeHeader = first.split(/[,;\t]/).some((cell) => /^\s*"?timestamp"?\s*$/.test(cell))
  return looksLikeHeader || /\.(csv|tsv)(\.(gz|zst))?$/i.test(name) ? 'csv' : 'ndjson'
}

/** The separator that the header uses; none of the three can be part of a field's name. */
function delimiterOf(head: Buffer): string {
  const first = head.toString().split(/\r?\n/, 1)[0] as string
  return [',', ';', '\t'].find((delimiter) => first.includes(delimiter)) ?? ','
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isFirst = true
  for await (const chunk of chunks) {
    yield isFirst ? chunk.subarray(byteOrderMark.length) : chunk
    isFirst = false
  }
}
