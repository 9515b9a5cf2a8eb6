import { sessionOwnFields } from '@occur/client/filter'
import type { Engine } from '../engine/engine.ts'
import { eventCounts } from '../event/event-counts.ts'
import type { FoundSession } from '../event/session.ts'
import { type Descriptor, descriptors } from '../event/session-descriptors.ts'
import type { SessionFact, SessionField } from '../event/session-fields.ts'
import { durationSql } from './counted-parts.ts'
import { describeSessions, undescribed } from './describe-sessions.ts'
import { describeSessionsSql } from './describe-sessions-sql.ts'
import type { Sought } from './newest-begun.ts'
import { countSessions, newestSessions } from './newest-sessions.ts'
import { askedSql, numberFields, type OwnFieldsSql } from './own-fields-sql.ts'
import { inOrderOf, pageOfIds } from './page-of-ids.ts'
import { quote } from './quote.ts'
import {
  readingIds,
  type SelectedSession,
  sessionFacts,
  sessionFactsColumns,
  sessionFactsSql,
} from './session-facts.ts'
import { type SessionFilter, type SessionSearchSql, sessionSearchSql } from './session-search-sql.ts'

/** The facts of a session, over a SELECT from `sessionFactsSql`. */
const factsSql: Record<SessionFact, string> = {
  timestamp: 'toUnixTimestamp64Nano(first_timestamp)',
  last_timestamp: 'toUnixTimestamp64Nano(last_timestamp)',
  duration: durationSql,
  event_count: 'event_count',
  tool_call_count: 'tool_call_count',
  transfer_count: 'transfer_count',
  error_count: 'error_count',
}

export interface SessionListRequest {
  filter: SessionFilter<SessionFact>
  orderBy: SessionField
  direction: 'asc' | 'desc'
  limit: number
  offset: number
  /** Whether to count all of them, where their number is not known anyway. */
  isCounted: boolean
}

/** A page of sessions, ties by id, so that pages neither overlap nor leave anything out; and how many there are, or null. */
export async function listSessions(
  engine: Engine,
  project: string,
  { filter, orderBy, direction, limit, offset, isCounted }: SessionListRequest,
  left?: AbortSignal,
): Promise<{ items: FoundSession[]; count: number | null }> {
  const { matching, search, sought } = matchingSessionsSql(project, filter)
  if (sought !== null && orderBy === 'timestamp' && direction === 'desc') {
    const newest = async () => {
      const ids = await newestSessions(engine, { ...sought, limit, offset }, left && { left })
      return ids && readSessions(engine, project, ids, left)
    }
    const [items, count] = await Promise.all([
      newest(),
      isCounted ? countSessions(engine, sought, left && { left }) : null,
    ])
    if (items !== null) return { items, count }
  }
  const sorted = isDescriptor(orderBy)
    ? { all: withDescriptor(matching, search, orderBy), sortedBy: 'described_as' }
    : { all: matching, sortedBy: orderBy in factsSql ? factsSql[orderBy as SessionFact] : orderBy }
  const { params } = search.bound
  const { ids, count } = await pageOfIds(
    engine,
    { ...sorted, id: 'session_id', direction, limit, offset, params },
    left,
  )
  return { items: await readSessions(engine, project, ids, left), count }
}

/** A SELECT of the facts of all sessions that pass. */
export function matchingSessionsSql(
  project: string,
  filter: SessionFilter<SessionFact>,
): { matching: string; search: SessionSearchSql; sought: Sought | null } {
  const search = sessionSearchSql(project, filter, factsSql)
  const { ofEvents, rest } = askedSql(filter.asked, ownFieldsOf(search), search)
  const containing = ofEvents === null ? search.containing : [...search.containing, ofEvents]
  const counted = [...search.counted, ...rest]
  const facts = sessionFactsSql(whereOf({ ...search, containing }))
  const byOneEvent = containing.length < 2 && search.described.length === 0
  return {
    matching: `SELECT * FROM (${facts}) WHERE ${['true', ...counted].join(' AND ')}`,
    search,
    sought: byOneEvent
      ? {
          project: search.project,
          ofEvents: containing[0] ?? search.project,
          ...(filter.from !== undefined && { from: search.bound.instant(filter.from) }),
          ...(filter.to !== undefined && { before: search.bound.instant(filter.to) }),
          counted,
          params: search.bound.params,
        }
      : null,
  }
}

/** The fields of a session in the filter language. Durations are asked for in seconds. */
const ownFields: OwnFieldsSql['fields'] = {
  started: { sql: 'first_timestamp', type: 'time' },
  ended: { sql: 'last_timestamp', type: 'time' },
  duration: { sql: `toFloat64(${durationSql}) / 1e9`, type: 'number' },
  ...numberFields(eventCounts),
  agent: { descriptor: 'agent' },
  ...Object.fromEntries(
    descriptors
      .filter((descriptor) => Object.hasOwn(sessionOwnFields, descriptor))
      .map((descriptor) => [descriptor, { descriptor }]),
  ),
}

function ownFieldsOf(search: SessionSearchSql): OwnFieldsSql {
  return {
    fields: ownFields,
    contains: (events) => `session_id IN (SELECT session_id FROM event WHERE ${events} AND session_id IS NOT NULL)`,
    isDescribed: (descriptor, passes) => `session_id IN (${search.describedSql(descriptor, passes)})`,
  }
}

/** All about these sessions, in this order. */
export async function readSessions(
  engine: Engine,
  project: string,
  ids: readonly string[],
  left?: AbortSignal,
): Promise<FoundSession[]> {
  if (ids.length === 0) return []
  const where = `project = {project:String} AND session_id IN (${ids.map(quote).join(', ')})`
  const rows = await engine.rows<SelectedSession>(`SELECT ${sessionFactsColumns} FROM (${sessionFactsSql(where)})`, {
    params: { project },
    settings: readingIds(ids),
    ...(left && { left }),
  })
  const facts = rows.map(sessionFacts)
  const described = await describeSessions(engine, project, facts, left)
  return inOrderOf(
    ids,
    facts.map((one) => ({ ...one, ...(described.get(one.session_id) ?? undescribed()) })),
    ({ session_id }) => session_id,
  )
}

function withDescriptor(matching: string, { project }: SessionSearchSql, descriptor: Descriptor): string {
  const described = describeSessionsSql([descriptor], `${project} AND session_id IS NOT NULL`)
  return `SELECT session.session_id AS session_id, nullIf(described.value, '') AS described_as
    FROM (${matching}) AS session
    LEFT JOIN (${described}) AS described ON session.session_id = described.session_id`
}

function whereOf({ project, containing, described }: SessionSearchSql): string {
  const selects = [...containing.map((events) => `SELECT session_id FROM event WHERE ${events}`), ...described]
  return [project, ...selects.map((select) => `session_id IN (${select})`)].join(' AND ')
}

function isDescriptor(field: SessionField): field is Descriptor {
  return descriptors.some((descriptor) => descriptor === field)
}
