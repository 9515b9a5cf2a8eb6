/**
 * Finds where things are in JSON text, without changing a character of it. It does not judge: `JSON.parse` of the
 * slice does that afterwards. It only has to be right about text that is JSON, and to end on text that is not.
 */

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d

/**
 * The elements of a JSON array, as slices of its bytes. Throws a `SyntaxError` with the place when the brackets do not
 * fit together, since then nobody can say where one element ends.
 */
export function* arrayElements(bytes: Buffer): Generator<Buffer> {
  let at = skipSpace(bytes, 0)
  if (bytes[at] !== openBracket) throw new SyntaxError(`no array begins at byte ${at}`)
  at = skipSpace(bytes, at + 1)
  if (bytes[at] === closeBracket) return checkEnd(bytes, at + 1)
  while (true) {
    const end = valueEnd(bytes, at)
    yield bytes.subarray(at, end)
    if (bytes[end] === closeBracket) return checkEnd(bytes, end + 1)
    at = skipSpace(bytes, end + 1)
  }
}

/** Where the value that begins at `at` ends: at the `,` or `]` after it, whatever spaces come before that. */
function valueEnd(bytes: Buffer, at: number): number {
  let depth = 0
  for (let i = at; i < bytes.length; i++) {
    switch (bytes[i]) {
      case quote:
        i = stringEnd(bytes, i)
        break
      case openBrace:
      case openBracket:
        depth++
        break
      case closeBrace:
        depth--
        break
      case closeBracket:
        if (depth === 0) return i
        depth--
        break
      case comma:
        if (depth === 0) return i
        break
    }
    if (depth < 0) throw new SyntaxError(`a bracket closes at byte ${i} that was not opened`)
  }
  throw new SyntaxError(`the array is not closed: it ends at byte ${bytes.length}`)
}

function stringEnd(bytes: Buffer, at: number): number {
  let end = bytes.indexOf(quote, at + 1)
  while (end !== -1) {
    let backslashes = 0
    while (bytes[end - 1 - backslashes] === backslash) backslashes++
    if (backslashes % 2 === 0) return end
    end = bytes.indexOf(quote, end + 1)
  }
  throw new SyntaxError(`a text that begins at byte ${at} is not closed`)
}

function skipSpace(bytes: Buffer, at: number): number {
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++
  return at
}

function checkEnd(bytes: Buffer, at: number): void {
  const end = skipSpace(bytes, at)
  if (end < bytes.length) throw new SyntaxError(`something comes after the array, at byte ${end}`)
}

/** What is needed of an object's text beyond its parsed value. */
export interface ObjectShape {
  /** How many members were written, which is more than the parsed value has when a key stands twice. */
  memberCount: number
  /** The text of the value of the member asked for, the last one when it stands twice; undefined when it is absent. */
  memberText: string | undefined
  /** How deep that value nests: 0 for a plain value, 1 for `{}`. */
  memberDepth: number
}

/** Looks at the text of an object that is known to be JSON. `key` must be plain ASCII. */
export function objectShape(text: string, key: string): ObjectShape {
  const shape: ObjectShape = { memberCount: 0, memberText: undefined, memberDepth: 0 }
  let depth = 0
  let depthMax = 0
  let isKey = false
  let isWanted = false
  let valueAt = 0
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case quote: {
        const end = textEnd(text, i)
        if (isKey) isWanted = keyIs(text, i, end, key)
        i = end
        break
      }
      case colon:
        if (depth === 1) {
          shape.memberCount++
          isKey = false
          valueAt = i + 1
          depthMax = 1
        }
        break
      case comma:
        if (depth === 1) {
          if (isWanted) take(shape, text.slice(valueAt, i), depthMax)
          isWanted = false
          isKey = true
        }
        break
      case openBrace:
      case openBracket:
        depth++
        if (depth === 1) isKey = true
        if (depth > depthMax) depthMax = depth
        break
      case closeBrace:
      case closeBracket:
        depth--
        if (depth === 0 && isWanted) take(shape, text.slice(valueAt, i), depthMax)
        break
    }
  }
  return shape
}

function take(shape: ObjectShape, memberText: string, depthMax: number): void {
  shape.memberText = memberText.trim()
  shape.memberDepth = depthMax - 1
}

function textEnd(text: string, at: number): number {
  let end = text.indexOf('"', at + 1)
  while (end !== -1) {
    let backslashes = 0
    while (text.charCodeAt(end - 1 - backslashes) === backslash) backslashes++
    if (backslashes % 2 === 0) return end
    end = text.indexOf('"', end + 1)
  }
  return text.length
}

/** A key may be written with escapes, which make it longer; such a one is parsed, since that is rare. */
function keyIs(text: string, at: number, end: number, key: string): boolean {
  const length = end - at - 1
  if (length <= key.length) return length === key.length && text.startsWith(key, at + 1)
  const written = text.slice(at, end + 1)
  return written.includes('\\') && JSON.parse(written) === key
}
