import { formatFilter } from '@occur/client/filter'
import type { Conversation, ConversationJourney, Page, Session, User } from '@occur/client/protocol'
import { keepPreviousData, queryOptions, useQueries } from '@tanstack/react-query'
import { ApiError, type Query, request } from '../../data/api.ts'
import { countOf } from '../../data/format.ts'

export type FoundKind = 'session' | 'person' | 'conversation' | 'event'

/** Something whose id is, or begins with, what was typed. */
export interface Found {
  kind: FoundKind
  id: string
  href: string
  /** How much it is: `15 events`. */
  size?: string
  /** When it was last heard of: RFC 3339. */
  at?: string
}

/** From so many characters on; a single one begins nearly everything. */
export const typedMin = 2
const typedMax = 400
const countMax = 5

/**
 * What has this id, which is told at once, and what has an id that begins so, the newest first, a few of each kind: that
 * takes a look at all ids. An event is found by its whole id only.
 */
export function useFound(typed: string): { found: Found[]; isLooking: boolean } {
  const isEnough = typed.length >= typedMin && typed.length <= typedMax
  return useQueries({
    queries: [...exactly, ...beginning].map((find, index) => {
      return queryOptions({
        queryKey: ['found', index, typed],
        queryFn: ({ signal }) => find(typed, signal),
        enabled: isEnough,
        placeholderData: keepPreviousData,
        retry: false,
      })
    }),
    combine: (answers) => ({
      found: [
        ...new Map(answers.flatMap(({ data = [] }) => data.map((one) => [`${one.kind} ${one.id}`, one]))).values(),
      ],
      isLooking: isEnough && answers.some(({ isFetching }) => isFetching),
    }),
  })
}

type Find = (typed: string, signal: AbortSignal) => Promise<Found[]>

const ofSession = ({ session_id, event_count, last_timestamp }: Session): Found => ({
  kind: 'session',
  id: session_id,
  href: `/sessions/${encodeURIComponent(session_id)}`,
  size: countOf(event_count, 'event'),
  at: last_timestamp,
})

const ofUser = ({ user_id, session_count, last_timestamp }: User): Found => ({
  kind: 'person',
  id: user_id,
  href: `/people/${encodeURIComponent(user_id)}`,
  size: countOf(session_count, 'session'),
  at: last_timestamp,
})

const ofConversation = ({ conversation_id, session_count, last_timestamp }: Conversation): Found => ({
  kind: 'conversation',
  id: conversation_id,
  href: `/conversations/${encodeURIComponent(conversation_id)}`,
  size: countOf(session_count, 'session'),
  at: last_timestamp,
})

const exactly: readonly Find[] = [
  called('sessions', ofSession),
  called('users', ofUser),
  called('conversations', ({ conversation }: ConversationJourney) => ofConversation(conversation), { limit: 1 }),
  called('events', ({ event_id }: { event_id: string }) => ({
    kind: 'event',
    id: event_id,
    href: `/explore?event=${encodeURIComponent(event_id)}`,
  })),
]

const beginning: readonly Find[] = [
  calledLike('sessions', 'session_id', ofSession),
  calledLike('users', 'user_id', ofUser),
  calledLike('conversations', 'conversation_id', ofConversation),
]

function called<Answer>(path: string, foundOf: (answer: Answer) => Found, query: Query = {}): Find {
  return async (typed, signal) => {
    const answer = await answered<Answer>(`/api/v1/${path}/${encodeURIComponent(typed)}`, query, signal)
    return answer ? [foundOf(answer)] : []
  }
}

function calledLike<Row>(path: string, name: string, foundOf: (row: Row) => Found): Find {
  return async (typed, signal) => {
    const test = { op: 'begins', value: typed } as const
    const q = formatFilter({ kind: 'field', field: { name, path: [] }, test, span: { from: 0, to: 0 } })
    const page = await answered<Page<Row>>(`/api/v1/${path}/`, { q, limit: countMax, total: false }, signal)
    return (page?.items ?? []).map(foundOf)
  }
}

/** The answer, or undefined where nothing can be called so. */
async function answered<Answer>(path: string, query: Query, signal: AbortSignal): Promise<Answer | undefined> {
  try {
    return await request<Answer>(path, { query, signal })
  } catch (error) {
    // A text that no id can be is 422; nothing has it either.
    if (error instanceof ApiError && [400, 404, 422].includes(error.status)) return undefined
    throw error
  }
}
