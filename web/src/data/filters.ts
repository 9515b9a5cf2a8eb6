import type { Query } from './api.ts'
import { type Attributes, ExactNumber, isObject, parseExact, printJson, type Value } from './json.ts'

/**
 * What a list is narrowed to, as it stands in the address bar: readable, complete, and the only place where it is kept.
 * `?where=type:human-transfer&where=user_id:mia&q=seattle&range=24h`
 */
export interface FilterSearch {
  /** `field:value` each. The same field twice means either; different fields mean both. */
  where?: string[] | undefined
  /** Part of the description. */
  q?: string | undefined
  /** A span that ends now. */
  range?: RangeName | undefined
  /** RFC 3339, inclusive; only without `range`. */
  from?: string | undefined
  /** RFC 3339, exclusive; only without `range`. */
  to?: string | undefined
}

export interface Filter {
  field: string
  value: string
}

export const ranges = {
  '15m': { label: 'Last 15 minutes', ms: 15 * 60_000 },
  '1h': { label: 'Last hour', ms: 3_600_000 },
  '24h': { label: 'Last 24 hours', ms: 86_400_000 },
  '7d': { label: 'Last 7 days', ms: 7 * 86_400_000 },
  '30d': { label: 'Last 30 days', ms: 30 * 86_400_000 },
  '1y': { label: 'Last year', ms: 365 * 86_400_000 },
} as const

export type RangeName = keyof typeof ranges

/** Makes sense of whatever stands in the address bar. What makes none is left out. */
export function filterSearchOf(search: Record<string, unknown>): FilterSearch {
  const where = textsOf(search.where).filter((text) => text.indexOf(':') > 0)
  const range = textOf(search.range)
  const known = range !== undefined && Object.hasOwn(ranges, range) ? (range as RangeName) : undefined
  return {
    where: where.length > 0 ? [...new Set(where)] : undefined,
    q: textOf(search.q),
    range: known,
    from: known ? undefined : instantOf(search.from),
    to: known ? undefined : instantOf(search.to),
  }
}

export function isFiltered({ where, q, range, from, to }: FilterSearch): boolean {
  return Boolean(where?.length || q || range || from || to)
}

export function filtersOf(search: FilterSearch): Filter[] {
  return (search.where ?? []).map((text) => {
    const colon = text.indexOf(':')
    return { field: text.slice(0, colon), value: text.slice(colon + 1) }
  })
}

export function withFilter(search: FilterSearch, { field, value }: Filter): string[] {
  return [...new Set([...(search.where ?? []), `${field}:${value}`])]
}

export function withoutFilter(search: FilterSearch, { field, value }: Filter): string[] | undefined {
  const left = (search.where ?? []).filter((text) => text !== `${field}:${value}`)
  return left.length > 0 ? left : undefined
}

/** The filters as the list, count and stream endpoints take them. */
export function queryOf(search: FilterSearch, nowMs: number): Query {
  const filters = filtersOf(search)
  if (search.q) filters.push({ field: 'description', value: search.q })
  const from = search.range ? new Date(nowMs - ranges[search.range].ms).toISOString() : search.from
  return {
    search_fields: filters.map(({ field }) => field),
    search_field_values: filters.map(({ value }) => value),
    start_datetime: from,
    end_datetime: search.to,
  }
}

/** A filter on one value inside the attributes, written as an object that must be contained: exact in path and in type. */
export function attributeFilter(path: readonly string[], value: Value): Filter {
  const contained = path.reduceRight<Value>((inner, key) => Object.fromEntries([[key, inner]]), value)
  return { field: 'attributes', value: printJson(contained, '') }
}

/** `reservation.id = PEP4E0` rather than `{"reservation":{"id":"PEP4E0"}}`. */
export function describeFilter({ field, value }: Filter): { name: string; value: string } {
  if (field !== 'attributes') return { name: field, value }
  const object = value.startsWith('{') ? parseExact(value) : undefined
  if (isObject(object)) return describeContained(object) ?? { name: field, value }
  const equals = value.indexOf('=')
  return equals > 0 ? { name: value.slice(0, equals), value: value.slice(equals + 1) } : { name: field, value }
}

function describeContained(object: Attributes): { name: string; value: string } | undefined {
  const path: string[] = []
  let value: Value = object
  while (isObject(value)) {
    const entries: [string, Value][] = Object.entries(value)
    const only = entries.length === 1 ? entries[0] : undefined
    if (!only) return undefined
    path.push(only[0])
    value = only[1]
  }
  const shown = value instanceof ExactNumber || typeof value !== 'string' ? printJson(value, '') : value
  return { name: path.join('.'), value: shown }
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string')
}

export function wholeNumberOf(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,9}$/.test(value)
    ? Number(value)
    : typeof value === 'number'
      ? value
      : undefined
}

function instantOf(value: unknown): string | undefined {
  const text = textOf(value)
  return text !== undefined && !Number.isNaN(Date.parse(text)) ? text : undefined
}
