import { CommandFailure } from '../exit-codes.ts'
import { recordBytesMax, type SourceRecord } from './source-record.ts'
import { isSpace } from './split-lines.ts'

const code = (character: string) => character.charCodeAt(0)
const [quote, backslash, comma, newline, carriageReturn, tab] = ['"', '\\', ',', '\n', '\r', '\t'].map(code) as [
  number,
  number,
  number,
  number,
  number,
  number,
]
const opening = new Set(['{', '['].map(code))
const closing = new Set(['}', ']'].map(code))

/**
 * The elements of a JSON array, each with its bytes as they stand there, found without parsing the array as a whole.
 * Line breaks inside an element become tabs: white space outside of strings, and inside of them as illegal as before.
 */
export async function* splitArray(
  chunks: AsyncIterable<Buffer>,
  bytesMax: number = recordBytesMax,
): AsyncGenerator<SourceRecord[]> {
  let state: 'before' | 'inside' | 'after' = 'before'
  let line = 1
  let depth = 0
  let inString = false
  let escaped = false
  let element = new Growing(bytesMax)
  let elementLine = 1
  let records: SourceRecord[] = []

  function finish(): void {
    const text = element.trimmed()
    if (text.length > 0) records.push({ text, line: elementLine })
    element = new Growing(bytesMax)
  }

  for await (const chunk of chunks) {
    for (const byte of chunk) {
      if (byte === newline) line++
      if (state !== 'inside') {
        if (isSpace(byte)) continue
        if (state === 'after') {
          yield records
          throw new CommandFailure(`line ${line}: something follows the end of the array; it was not read`)
        }
        // Whoever calls has seen that it begins with `[`.
        state = 'inside'
        continue
      }
      if (inString) {
        if (escaped) escaped = false
        else if (byte === backslash) escaped = true
        else if (byte === quote) inString = false
      } else if (byte === quote) {
        inString = true
      } else if (depth === 0 && (byte === comma || closing.has(byte))) {
        finish()
        if (byte !== comma) state = 'after'
        continue
      } else if (opening.has(byte)) {
        depth++
      } else if (closing.has(byte)) {
        depth--
      }
      if (element.isEmpty) {
        if (isSpace(byte)) continue
        elementLine = line
      }
      element.add(byte === newline || byte === carriageReturn ? tab : byte)
    }
    if (records.length > 0) yield records
    records = []
  }
  if (state !== 'after') {
    finish()
    yield records
    throw new CommandFailure('The array has no end; was the file cut off? Everything up to there was sent.')
  }
}

/** Bytes that come one by one; beyond the maximum they are dropped. */
class Growing {
  #bytes = Buffer.allocUnsafe(1024)
  #length = 0
  readonly #bytesMax: number

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  get isEmpty(): boolean {
    return this.#length === 0
  }

  add(byte: number): void {
    if (this.#length >= this.#bytesMax) return
    if (this.#length === this.#bytes.length) {
      const larger = Buffer.allocUnsafe(this.#bytes.length * 2)
      this.#bytes.copy(larger)
      this.#bytes = larger
    }
    this.#bytes[this.#length++] = byte
  }

  trimmed(): Buffer {
    let end = this.#length
    while (end > 0 && isSpace(this.#bytes[end - 1] as number)) end--
    return this.#bytes.subarray(0, end)
  }
}
