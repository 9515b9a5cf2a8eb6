/**
 * Reads the outermost layer of a JSON text by its places, for where the text must stay as it is: 30-digit numbers,
 * 1e400 and the order of keys are lost in parsed values. The text must be valid JSON.
 */

/** A part of a JSON text: `text.slice(start, end)`. */
export interface Span {
  start: number
  end: number
}

/** The members of an object, in their order. */
export function membersOf(text: string): { key: string; value: Span }[] {
  return partsOf(text).map(({ start, end, colon }) => ({
    key: JSON.parse(text.slice(start, colon)) as string,
    value: trimmed(text, colon + 1, end),
  }))
}

/** The texts of an array's elements. */
export function elementsOf(text: string): string[] {
  return partsOf(text).map(({ start, end }) => {
    const span = trimmed(text, start, end)
    return text.slice(span.start, span.end)
  })
}

/** The same JSON over several lines, each number and string as it was. */
export function laidOut(text: string, indent = ''): string {
  const json = text.trim()
  if (!json.startsWith('{') && !json.startsWith('[')) return json
  const inner = `${indent}  `
  const parts = json.startsWith('[')
    ? elementsOf(json).map((element) => laidOut(element, inner))
    : membersOf(json).map(
        ({ key, value }) => `${JSON.stringify(key)}: ${laidOut(json.slice(value.start, value.end), inner)}`,
      )
  if (parts.length === 0) return json
  return `${json[0]}\n${parts.map((part) => `${inner}${part}`).join(',\n')}\n${indent}${json.at(-1)}`
}

/** What stands between the outermost commas; `colon` is the first one in it. */
function partsOf(text: string): (Span & { colon: number })[] {
  const parts: (Span & { colon: number })[] = []
  let depth = 0
  let start = 0
  let colon = -1
  const finish = (end: number) => {
    // Only an empty container has a part with nothing in it.
    if (text.slice(start, end).trim() !== '') parts.push({ start, end, colon })
    start = end + 1
    colon = -1
  }
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      at = endOfString(text, at) - 1
    } else if (character === '{' || character === '[') {
      depth++
      if (depth === 1) start = at + 1
    } else if (character === '}' || character === ']') {
      depth--
      if (depth === 0) finish(at)
    } else if (depth === 1 && character === ',') {
      finish(at)
    } else if (depth === 1 && character === ':' && colon < 0) {
      colon = at
    }
  }
  return parts
}

function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0
    while (text[quote - 1 - backslashes] === '\\') backslashes++
    if (backslashes % 2 === 0) return quote + 1
  }
  return text.length
}

function trimmed(text: string, from: number, to: number): Span {
  let [start, end] = [from, to]
  while (isSpace(text[start])) start++
  while (end > start && isSpace(text[end - 1])) end--
  return { start, end }
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r'
}
