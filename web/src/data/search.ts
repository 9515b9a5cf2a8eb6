import type { Query } from './api.ts'
import { rangeBounds, rangeOf } from './range.ts'
import { withPair } from './terms.ts'
import { zoneNamed } from './zone.ts'

export { attributeField, attributeTerm, sideOfTerm, type Term, withoutTerm, withTerm } from './terms.ts'

/**
 * What a screen is narrowed to, as it stands in the address bar: readable, complete, and the only place where it is kept.
 * `?q=type:human-transfer+user_id:mia&range=-24h&tz=UTC`
 */
export interface Search {
  /** A filter of the language. */
  q?: string | undefined
  /** A span of time that moves with now: see `range.ts`. */
  range?: string | undefined
  /** RFC 3339, inclusive; only without `range`. */
  from?: string | undefined
  /** RFC 3339, exclusive; only without `range`. */
  to?: string | undefined
  /** Whose clock and calendar times are shown and meant in: a name of the IANA database; without, the browser's. */
  tz?: string | undefined
}

export const noSearch: Search = { q: undefined, range: undefined, from: undefined, to: undefined }

/** Makes sense of whatever stands in the address bar. What makes none is left out. */
export function searchOf(raw: Record<string, unknown>): Search {
  const range = rangeOf(textOf(raw.range))
  return {
    q: filterOf(raw),
    range,
    from: range === undefined ? instantOf(raw.from) : undefined,
    to: range === undefined ? instantOf(raw.to) : undefined,
    tz: textOf(raw.tz) && zoneNamed(String(raw.tz)),
  }
}

export function isFiltered({ q, range, from, to }: Search): boolean {
  return Boolean(q || range || from || to)
}

/** The search as lists, facets and exports take it. */
export function queryOf(search: Search, nowMs: number): Query {
  const { from, to } = boundsOf(search, nowMs)
  return { q: search.q, start_datetime: from, end_datetime: to }
}

/** From when to when, as questions take it: RFC 3339, the start inclusive, the end exclusive. */
export function boundsOf({ range, from, to, tz }: Search, nowMs: number): { from?: string; to?: string } {
  const bounds = range === undefined ? { from, to } : rangeBounds(range, nowMs, tz)
  return {
    ...(bounds.from === undefined ? {} : { from: bounds.from }),
    ...(bounds.to === undefined ? {} : { to: bounds.to }),
  }
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function wholeNumberOf(value: unknown): number | undefined {
  if (typeof value === 'string' && /^\d{1,9}$/.test(value)) return Number(value)
  return typeof value === 'number' ? value : undefined
}

function instantOf(value: unknown): string | undefined {
  const text = textOf(value)
  return text !== undefined && !Number.isNaN(Date.parse(text)) ? text : undefined
}

/** The filter, which addresses used to say in pairs, `?where=type:lookup&where=user_id:mia`. */
function filterOf({ q, where }: Record<string, unknown>): string | undefined {
  const pairs = (Array.isArray(where) ? where : [where]).filter((one) => typeof one === 'string')
  return pairs.reduce<string | undefined>(withPair, textOf(q))
}
