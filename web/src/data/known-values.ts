import { eventFieldSet, type FieldRef, formatField, parseWritten } from '@occur/client/filter'
import type { Page } from '@occur/client/protocol'
import { queryOptions } from '@tanstack/react-query'
import { addressOf, request } from './api.ts'
import { eventFacetsQuery } from './event-facets.ts'
import { type Attributes, isObject, parseAnswer, printJson, type Value } from './json.ts'
import { queryOf, type Search } from './search.ts'

/** What there is to filter by, for completion: everything here may be of a moment ago. */
const staleTime = 30_000

/** How many events the rest of the filter finds of each value, and which paths are inside their attributes. */
export function facetsQuery(search: Search) {
  return { ...eventFacetsQuery({ ...search, q: eventsOnly(search.q) }), retry: false }
}

const sampleMax = 200

/** Values of a field that sessions have as a whole, in the newest sessions that pass. */
export function sessionValuesQuery(field: string, search: Search) {
  return queryOptions({
    queryKey: ['session values', field, search],
    queryFn: async ({ signal }) => {
      const query = { ...queryOf(search, Date.now()), limit: sampleMax, total: false }
      const { items } = await request<Page<Record<string, unknown>>>('/api/v1/sessions/', { query, signal })
      const textOf = (item: Record<string, unknown>) =>
        field === 'agent' ? (item.agent_name ?? item.agent_id) : item[field]
      return tallied(items.map(textOf).filter((value) => typeof value === 'string'))
    },
    staleTime,
    retry: false,
  })
}

/** Values of a field of events, in the newest events that have one which begins so. */
export function eventValuesQuery(field: FieldRef, begins: string, search: Search) {
  const condition = `${formatField(field)}:${begins === '' ? '' : `"${begins.replace(/["\\]/g, '\\$&')}"`}*`
  const asked = { ...search, q: [eventsOnly(search.q), condition].filter(Boolean).join(' ') }
  return queryOptions({
    queryKey: ['event values', field, asked],
    queryFn: async ({ signal }) => {
      const events = await newestEvents(asked, field.name, signal)
      return tallied(events.flatMap((event) => textsAt(event[field.name] as Value, field.path)))
    },
    staleTime,
    retry: false,
  })
}

/** So long at most is looked for events that have a value; then those that were found must do. */
const lookMsMax = 3_000

/**
 * The newest events that pass, of an export that is left when there are enough of them: unlike a list it does not count
 * all that pass.
 */
async function newestEvents(search: Search, field: string, signal: AbortSignal): Promise<Record<string, unknown>[]> {
  const enough = new AbortController()
  const timer = setTimeout(() => enough.abort(), lookMsMax)
  const events: Record<string, unknown>[] = []
  try {
    const query = { ...queryOf(search, Date.now()), fields: [field], order: 'desc', format: 'ndjson' }
    const response = await fetch(addressOf('/api/v1/events/export', query), {
      signal: AbortSignal.any([signal, enough.signal]),
    })
    if (!response.ok || !response.body) return []
    let rest = ''
    for await (const text of textsOf(response.body)) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) events.push(parseAnswer(line) as Record<string, unknown>)
      if (events.length >= sampleMax) break
    }
  } catch (error) {
    if (!enough.signal.aborted || signal.aborted) throw error
  } finally {
    clearTimeout(timer)
    enough.abort()
  }
  return events.slice(0, sampleMax)
}

async function* textsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  while (true) {
    const { value, done } = await reader.read()
    if (done) return
    yield value
  }
}

/** A filter of sessions may ask what events know nothing of; then values are those of all events. */
function eventsOnly(q: string | undefined): string | undefined {
  try {
    if (q) parseWritten(q, eventFieldSet)
    return q || undefined
  } catch {
    return undefined
  }
}

/** What stands at a path, also within lists, as filters see it. */
function textsAt(value: Value | undefined, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => textsAt(item, path))
  const [step, ...rest] = path
  if (step !== undefined) return isObject(value) ? textsAt((value as Attributes)[step], rest) : []
  if (value === null || value === undefined || isObject(value)) return []
  return [typeof value === 'string' ? value : printJson(value)]
}

const lengthMax = 120

/** Each value once, the most frequent first. Long ones are no values to pick from. */
function tallied(values: readonly string[]): { value: string }[] {
  const counts = new Map<string, number>()
  for (const value of values) {
    if (value !== '' && value.length <= lengthMax) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => ({ value }))
}
