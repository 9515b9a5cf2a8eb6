import type { Engine } from '../engine/engine.ts'
import { eventCounts } from '../event/event-counts.ts'
import type { FoundConversation } from '../event/session.ts'
import type { ConversationFact, ConversationOrderField } from '../event/session-fields.ts'
import { conversationsSql } from './conversations-sql.ts'
import { durationSql, type SelectedSums, summed, summedColumns } from './counted-parts.ts'
import { describeConversations } from './describe-conversations.ts'
import { undescribed } from './describe-sessions.ts'
import type { Sought } from './newest-begun.ts'
import { countConversations, newestConversations } from './newest-conversations.ts'
import { askedSql, numberFields, type OwnFieldsSql } from './own-fields-sql.ts'
import { countAll, inOrderOf, pageOfIds } from './page-of-ids.ts'
import { quote } from './quote.ts'
import { readingIds } from './session-facts.ts'
import { type SessionFilter, sessionSearchSql } from './session-search-sql.ts'

const factsSql: Record<ConversationFact, string> = {
  timestamp: 'toUnixTimestamp64Nano(first_timestamp)',
  last_timestamp: 'toUnixTimestamp64Nano(last_timestamp)',
  session_count: 'session_count',
  event_count: 'event_count',
  tool_call_count: 'tool_call_count',
  transfer_count: 'transfer_count',
  error_count: 'error_count',
}

export interface ConversationListRequest {
  filter: SessionFilter<ConversationFact>
  orderBy: ConversationOrderField
  direction: 'asc' | 'desc'
  limit: number
  offset: number
  /** Whether to count all of them, where their number is not known anyway. */
  isCounted: boolean
}

/** A page of conversations, ties by id; and how many there are, or null. */
export async function listConversations(
  engine: Engine,
  project: string,
  { filter, orderBy, direction, limit, offset, isCounted }: ConversationListRequest,
  left?: AbortSignal,
): Promise<{ items: FoundConversation[]; count: number | null }> {
  const search = sessionSearchSql(project, filter, factsSql)
  const { bound, described } = search
  const contained: string[] = []
  const { ofEvents, rest } = askedSql(filter.asked, ownFieldsIn(contained), search)
  const containing = ofEvents === null ? search.containing : [...search.containing, ofEvents]
  const counted = [...search.counted, ...rest]
  const conversations = conversationsSql({ project: search.project, containing, described, contained })
  const all = `SELECT * FROM (${conversations}) WHERE ${['matches', ...counted].join(' AND ')}`
  const byOneEvent = containing.length < 2 && described.length === 0
  if (byOneEvent && orderBy === 'timestamp' && direction === 'desc') {
    const sought: Sought = {
      project: search.project,
      ofEvents: containing[0] ?? search.project,
      ...(filter.from !== undefined && { from: bound.instant(filter.from) }),
      ...(filter.to !== undefined && { before: bound.instant(filter.to) }),
      counted,
      params: bound.params,
    }
    const asker = left && { left }
    const count = () =>
      counted.length === 0 ? countConversations(engine, sought, asker) : countAll(engine, all, bound.params, asker)
    const newest = async () => {
      const ids = await newestConversations(engine, contained, { ...sought, limit, offset }, asker)
      return ids && readConversations(engine, project, ids, left)
    }
    const [items, total] = await Promise.all([newest(), isCounted ? count() : null])
    if (items !== null) return { items, count: total }
  }
  const sortedBy = orderBy in factsSql ? factsSql[orderBy as ConversationFact] : orderBy
  const { ids, count } = await pageOfIds(
    engine,
    { all, id: 'conversation_id', sortedBy, direction, limit, offset, params: bound.params },
    left,
  )
  return { items: await readConversations(engine, project, ids, left), count }
}

/** All about these conversations, in this order. One that no event names is left out. */
export async function readConversations(
  engine: Engine,
  project: string,
  ids: readonly string[],
  left?: AbortSignal,
): Promise<FoundConversation[]> {
  if (ids.length === 0) return []
  const sought = { project: 'project = {project:String}', ids: `(${ids.map(quote).join(', ')})` }
  const rows = await engine.rows<SelectedConversation>(
    `SELECT conversation_id, user_id, session_count, ${summedColumns}
    FROM (${conversationsSql(sought)})`,
    { params: { project }, settings: readingIds(ids), ...(left && { left }) },
  )
  const described = await describeConversations(engine, project, ids, left)
  const conversations = rows.map((row) => ({
    conversation_id: row.conversation_id,
    user_id: row.user_id,
    session_count: Number(row.session_count),
    ...summed(row),
    ...(described.get(row.conversation_id) ?? undescribed()),
  }))
  return inOrderOf(ids, conversations, ({ conversation_id }) => conversation_id)
}

interface SelectedConversation extends SelectedSums {
  conversation_id: string
  user_id: string | null
  session_count: string
}

/** The fields of a conversation in the filter language. Durations are asked for in seconds. */
const ownFields: OwnFieldsSql['fields'] = {
  started: { sql: 'first_timestamp', type: 'time' },
  ended: { sql: 'last_timestamp', type: 'time' },
  duration: { sql: `toFloat64(${durationSql}) / 1e9`, type: 'number' },
  ...numberFields([...eventCounts, 'session_count']),
}

/** What is asked of the events that each contains is added to `contained`: see `conversationsSql`. */
function ownFieldsIn(contained: string[]): OwnFieldsSql {
  return {
    fields: ownFields,
    contains: (events) => `contains_${contained.push(events) - 1}`,
    // No field of a conversation is a descriptor.
    isDescribed: () => 'false',
  }
}
