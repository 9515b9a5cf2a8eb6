import type { IngestReport, Page, RejectedEvent } from '@occur/client/protocol'
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from './api.ts'
import { parseExact, printJson } from './json.ts'

export const rejectedPageSize = 50

/** Newest first; those that wait to be replayed, or all. */
export function rejectedQuery({ page = 0, all = false }: { page?: number | undefined; all?: boolean | undefined }) {
  return queryOptions({
    queryKey: ['rejected', { page, all }],
    queryFn: ({ signal }) => listed(page, rejectedPageSize, all, signal),
    placeholderData: keepPreviousData,
  })
}

function listed(page: number, limit: number, all: boolean, signal?: AbortSignal): Promise<Page<RejectedEvent>> {
  return request('/api/v1/events/rejected/', {
    query: { page, limit, replayed: all ? undefined : 'false' },
    ...(signal && { signal }),
  })
}

export function rejectedEventQuery(rejectedId: string) {
  return queryOptions({
    queryKey: ['rejected', rejectedId],
    queryFn: ({ signal }) =>
      request<RejectedEvent>(`/api/v1/events/rejected/${encodeURIComponent(rejectedId)}`, { signal }),
  })
}

/** Takes an event in again, as it was or as it was corrected. That it is refused again is an answer. */
export function replay(rejectedId: string, corrected?: string, signal?: AbortSignal): Promise<IngestReport> {
  return request<IngestReport>(`/api/v1/events/rejected/${encodeURIComponent(rejectedId)}/replay`, {
    method: 'POST',
    ...(corrected !== undefined && { text: corrected }),
    isAnswer: (body) => typeof body === 'object' && body !== null && 'outcomes' in body,
    ...(signal && { signal }),
  })
}

export function useReplay(rejectedId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (corrected: string | undefined) => replay(rejectedId, corrected),
    onSuccess: () => queries.invalidateQueries({ predicate: ({ queryKey }) => changed.has(String(queryKey[0])) }),
  })
}

const changed = new Set(['rejected', 'events', 'sessions', 'count'])

export interface ReplayedAll {
  done: number
  of: number
  stored: number
  refused: number
  /** Of which not all is kept, so that only a correction can be sent. */
  cut: number
}

const pageMax = 1000

/** Replays everything that waits, one after the other, oldest last; tells of each how far it is. */
export async function replayAll(tell: (sofar: ReplayedAll) => void, signal: AbortSignal): Promise<ReplayedAll> {
  // All ids first: what is replayed leaves the list, and what is refused again comes to its top.
  const waiting: RejectedEvent[] = []
  for (let page = 0; ; page++) {
    const { items, page_size } = await listed(page, pageMax, false, signal)
    waiting.push(...items)
    if (items.length < page_size) break
  }
  let sofar: ReplayedAll = { done: 0, of: waiting.length, stored: 0, refused: 0, cut: 0 }
  for (const { rejected_id, raw_truncated } of waiting) {
    if (raw_truncated) sofar = { ...sofar, cut: sofar.cut + 1 }
    else {
      const { rejected } = await replay(rejected_id, undefined, signal)
      sofar = rejected > 0 ? { ...sofar, refused: sofar.refused + 1 } : { ...sofar, stored: sofar.stored + 1 }
    }
    sofar = { ...sofar, done: sofar.done + 1 }
    tell(sofar)
  }
  return sofar
}

/** The text as one would correct it: JSON on lines of its own, numbers as they came; anything else as it is. */
export function editable(raw: string): string {
  const value = parseExact(raw)
  return value === undefined ? raw : printJson(value)
}

/** What keeps a text from being JSON, or undefined. Browsers say where, each in its own way. */
export function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    const { message } = error as Error
    const at = /at position (\d+)/.exec(message)?.[1]
    // What they quote of the text stands right above already.
    const what = message.replace(/^JSON\.parse: /, '').replace(/, ["'.].*$|( in JSON)? at position.*$/s, '')
    return at === undefined
      ? `Not JSON: ${what}`
      : `Not JSON, in line ${text.slice(0, Number(at)).split('\n').length}: ${what}`
  }
}
