import type { Session } from '@occur/client/protocol'
import { queryOptions } from '@tanstack/react-query'
import { ApiError, request } from '../../data/api.ts'

export type FoundKind = 'session' | 'person' | 'conversation' | 'event'

export interface FoundId {
  kind: FoundKind
  href: string
}

/** What an id may be of, where the API knows it, and where it is shown. */
const kinds: readonly { kind: FoundKind; path: (id: string) => string; href: (id: string) => string }[] = [
  { kind: 'session', path: (id) => `/api/v1/sessions/${id}`, href: (id) => `/sessions/${id}` },
  { kind: 'person', path: (id) => `/api/v1/users/${id}`, href: (id) => `/people/${id}` },
  { kind: 'conversation', path: (id) => `/api/v1/conversations/${id}?limit=1`, href: (id) => `/conversations/${id}` },
  { kind: 'event', path: (id) => `/api/v1/events/${id}`, href: (id) => `/explore?event=${id}` },
]

/** What has exactly this id; an id is of several things only where senders use it twice. */
export function foundIdsQuery(id: string) {
  return queryOptions({
    queryKey: ['found-ids', id],
    queryFn: async ({ signal }) => {
      const escaped = encodeURIComponent(id)
      const found = await Promise.all(
        kinds.map(async ({ kind, path, href }): Promise<FoundId | undefined> => {
          return (await isKnown(path(escaped), signal)) ? { kind, href: href(escaped) } : undefined
        }),
      )
      return found.filter((one) => one !== undefined)
    },
    enabled: id.length >= 2 && id.length <= 400,
    retry: false,
  })
}

async function isKnown(path: string, signal: AbortSignal): Promise<boolean> {
  try {
    await request<Session | object>(path, { signal })
    return true
  } catch (error) {
    // A text that no id can be is 422; nothing has it either.
    if (error instanceof ApiError && (error.status === 404 || error.status === 422 || error.status === 400))
      return false
    throw error
  }
}
