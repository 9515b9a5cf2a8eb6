import { CommandFailure } from '../exit-codes.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A text to the byte: a mark at its beginning is its own. Throws when it is not UTF-8. */
export function textOf(bytes: Uint8Array): string {
  return utf8.decode(bytes)
}

/** For a column of lists, structures, or what else has no text of its own. */
export function notPlain(column: string): CommandFailure {
  return new CommandFailure(`The column ${JSON.stringify(column)} holds no plain values; write them as JSON text`)
}
