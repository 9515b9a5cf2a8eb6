import type { Engine } from '../engine/engine.ts'
import { AppError } from '../event/errors.ts'
import { eventCounts } from '../event/event-counts.ts'
import type { Asked } from '../event/filter.ts'
import type { SessionSearch } from '../event/session-search.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import type { FoundUser, UserFact, UserField } from '../event/user.ts'
import { countUsers, lastSeenUsers } from './last-seen-users.ts'
import { askedSql, numberFields, type OwnFieldsSql } from './own-fields-sql.ts'
import { inOrderOf, pageOfIds } from './page-of-ids.ts'
import { longStatement, quote } from './quote.ts'
import { type SessionSearchSql, sessionSearchSql } from './session-search-sql.ts'
import { foundUser, type SelectedUser, userFactsColumns, userFactsSql } from './user-facts.ts'

const factsSql: Record<UserFact, string> = {
  first_timestamp: 'toUnixTimestamp64Nano(first_timestamp)',
  last_timestamp: 'toUnixTimestamp64Nano(last_timestamp)',
  session_count: 'session_count',
  conversation_count: 'conversation_count',
  event_count: 'event_count',
  tool_call_count: 'tool_call_count',
  transfer_count: 'transfer_count',
  error_count: 'error_count',
}

export interface UserListRequest {
  filter: SessionSearch<UserFact> & {
    /** Last seen at this instant or later. */
    from?: TimestampNs
    /** Last seen before this instant. */
    to?: TimestampNs
    asked?: Asked
  }
  orderBy: UserField
  direction: 'asc' | 'desc'
  limit: number
  offset: number
  /** Whether to count all of them, where their number is not known anyway. */
  isCounted: boolean
}

/** A page of users, ties by id, so that pages neither overlap nor leave anything out; and how many there are, or null. */
export async function listUsers(
  engine: Engine,
  project: string,
  { filter: { from, to, ...filter }, orderBy, direction, limit, offset, isCounted }: UserListRequest,
  left?: AbortSignal,
): Promise<{ items: FoundUser[]; count: number | null }> {
  // The range is that of the last event, which says nothing about when the others were.
  const search = sessionSearchSql(project, filter, factsSql)
  const { bound } = search
  const { ofEvents, rest } = askedSql(filter.asked, ownFields, search)
  const where = whereOf(search, ofEvents, from)
  const counted = [...search.counted, ...rest]
  if (to !== undefined) counted.push(`last_timestamp < ${bound.instant(to)}`)
  const { params } = bound
  const window = { where, params, limit, offset }
  if (orderBy === 'last_timestamp' && direction === 'desc' && limit > 0 && counted.length === 0) {
    const [ids, count] = await Promise.all([
      lastSeenUsers(engine, window, left),
      isCounted ? countUsers(engine, window, left) : null,
    ])
    if (ids !== null) return { items: await readUsers(engine, project, ids, left), count }
  }
  const all = `SELECT * FROM (${userFactsSql(where)}) WHERE ${['true', ...counted].join(' AND ')}`
  const sortedBy = orderBy === 'user_id' ? orderBy : factsSql[orderBy]
  const { ids, count } = await pageOfIds(
    engine,
    { all, id: 'user_id', sortedBy, direction, limit, offset, params },
    left,
  )
  return { items: await readUsers(engine, project, ids, left), count }
}

/** All about these users, in this order. Who has no events is left out. */
async function readUsers(
  engine: Engine,
  project: string,
  ids: readonly string[],
  left?: AbortSignal,
): Promise<FoundUser[]> {
  if (ids.length === 0) return []
  const where = `project = {project:String} AND user_id IN (${ids.map(quote).join(', ')})`
  const rows = await engine.rows<SelectedUser>(`SELECT ${userFactsColumns} FROM (${userFactsSql(where)})`, {
    params: { project },
    settings: longStatement,
    ...(left && { left }),
  })
  return inOrderOf(ids, rows.map(foundUser), ({ user_id }) => user_id)
}

/** Throws `not_found`. */
export async function getUser(
  engine: Engine,
  project: string,
  user_id: string,
  left?: AbortSignal,
): Promise<FoundUser> {
  const [user] = await readUsers(engine, project, [user_id], left)
  if (!user) throw new AppError('not_found', `No user ${user_id}: no event in this project carries that user_id`)
  return user
}

/** The fields of a user in the filter language. */
const ownFields: OwnFieldsSql = {
  fields: {
    first_timestamp: { sql: 'first_timestamp', type: 'time' },
    last_timestamp: { sql: 'last_timestamp', type: 'time' },
    ...numberFields(['session_count', 'conversation_count', ...eventCounts]),
  },
  contains: (events) => `user_id IN (${usersSql(events)})`,
  // No field of a user is a descriptor.
  isDescribed: () => 'false',
}

/** Whose events are counted. Users last seen since then have an event since then, which spares counting the others. */
function whereOf(
  { project, containing, described, bound }: SessionSearchSql,
  ofEvents: string | null,
  from: TimestampNs | undefined,
): string {
  const having = [
    ...containing,
    ...described.map((sessions) => `${project} AND session_id IN (${sessions})`),
    ...(ofEvents === null ? [] : [ofEvents]),
    ...(from === undefined ? [] : [`${project} AND timestamp >= ${bound.instant(from)}`]),
  ]
  return [project, ...having.map((events) => `user_id IN (${usersSql(events)})`)].join(' AND ')
}

function usersSql(events: string): string {
  return `SELECT user_id FROM event WHERE ${events} AND user_id IS NOT NULL`
}
