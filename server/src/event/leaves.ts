/** A plain value somewhere inside attributes. */
export interface Leaf {
  /** The keys that lead to it; steps through arrays are left out, so that every element of one has the same path. */
  path: string
  value: string | number | boolean
}

/**
 * The plain values inside attributes, in the order in which they stand. Null is no value; neither is an empty object or
 * array. This is what filters and questions see of attributes, wherever they are answered.
 */
export function leavesOf(attributes: object): Leaf[] {
  const found: Leaf[] = []
  const collect = (value: unknown, place: Place): void => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      found.push({ path: place.path, value })
    } else {
      eachInside(value, place, collect)
    }
  }
  collect(attributes, root)
  return found
}

/** The path of these keys as text: joined by dots, with a backslash before a dot or backslash that is part of a key. */
export function pathOf(keys: readonly string[]): string {
  return keys.map(escapeKey).join('.')
}

/** The keys that `pathOf` made this path of. */
export function keysOf(path: string): string[] {
  const keys: string[] = []
  let key = ''
  for (const [token] of path.matchAll(/\\.|./gs)) {
    if (token === '.') {
      keys.push(key)
      key = ''
    } else {
      key += token.length === 2 ? token[1] : token
    }
  }
  return [...keys, key]
}

/** What stands before the path, and between the path and the value, by the type of the value. */
export const leafMarks = { begin: '\x01', text: '\x02', number: '\x03', boolean: '\x04' } as const

/**
 * The leaves of attributes as one text, which is what the store keeps to find events by: `begin path mark value` for each,
 * and `begin` once more at the end, so that every value has both ends. Empty for no leaves. Numbers are written as
 * JavaScript does, so that equal numbers are equal text. `json` is the text that the attributes were read from.
 */
export function leavesText(attributes: object, json: string): string {
  // Only an escape can name a control character in JSON.
  const mayHoldMarks = json.includes('\\u00')
  let found = ''
  const append = (value: unknown, place: Place): void => {
    if (typeof value === 'string') found += place.begin + leafMarks.text + (mayHoldMarks ? unmarked(value) : value)
    else if (typeof value === 'number') found += place.begin + leafMarks.number + value
    else if (typeof value === 'boolean') found += place.begin + leafMarks.boolean + value
    else eachInside(value, place, append)
  }
  append(attributes, root)
  return found === '' ? '' : found + leafMarks.begin
}

/** A value as it stands in such a text, with the mark before it. */
export function markedValue(value: Leaf['value']): string {
  if (typeof value === 'string') return leafMarks.text + value
  return (typeof value === 'number' ? leafMarks.number : leafMarks.boolean) + String(value)
}

/** In keys and values the marks themselves count as characters that nobody could read. */
export function unmarked(text: string): string {
  return text.replace(anyMark, '\ufffd')
}

const anyMark = new RegExp(`[${Object.values(leafMarks).join('')}]`, 'g')

/** A path, and how a leaf there begins. Events have the same few paths over and over, so each is put together once. */
interface Place {
  path: string
  begin: string
  inner: Map<string, Place>
}

const root: Place = { path: '', begin: '', inner: new Map() }
/** Who puts ids into keys must not fill the memory: places beyond this many are made anew each time. */
const placesKeptMax = 10_000
let placesKept = 0

function eachInside(value: unknown, place: Place, visit: (value: unknown, place: Place) => void): void {
  if (Array.isArray(value)) {
    for (const element of value) visit(element, place)
  } else if (typeof value === 'object' && value !== null) {
    for (const key in value) visit((value as Record<string, unknown>)[key], placeOf(place, key))
  }
}

function placeOf(parent: Place, key: string): Place {
  const known = parent.inner.get(key)
  if (known) return known
  const path = parent === root ? escapeKey(key) : `${parent.path}.${escapeKey(key)}`
  const place = { path, begin: leafMarks.begin + unmarked(path), inner: new Map() }
  if (placesKept < placesKeptMax && key.length < 100) {
    placesKept++
    parent.inner.set(key, place)
  }
  return place
}

function escapeKey(key: string): string {
  return /[.\\]/.test(key) ? key.replace(/[.\\]/g, '\\$&') : key
}
