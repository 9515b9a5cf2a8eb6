import type { Engine } from '../engine/engine.ts'
import type { SessionFacts } from '../event/session.ts'
import {
  type Descriptor,
  descriptors,
  isFlag,
  type SessionDescriptors,
  type TextDescriptor,
} from '../event/session-descriptors.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { describeSessionsSql } from './describe-sessions-sql.ts'
import { longStatement, quote } from './quote.ts'

/** Who and what these sessions were with, by session, as far as it is wanted. Only the time in which they happened is read. */
export async function describeSessions(
  engine: Engine,
  project: string,
  sessions: readonly Pick<SessionFacts, 'session_id' | 'first_timestamp' | 'last_timestamp'>[],
  left?: AbortSignal,
  wanted: readonly Descriptor[] = descriptors,
): Promise<Map<string, SessionDescriptors>> {
  const described = new Map(sessions.map(({ session_id }) => [session_id, undescribed()]))
  if (sessions.length === 0) return described
  const ids = sessions.map(({ session_id }) => quote(session_id)).join(', ')
  const rows = await engine.rows<{ session_id: string; descriptor: Descriptor; value: string }>(
    describeSessionsSql(wanted, `project = {project:String} AND ${duringSql(sessions)} AND session_id IN (${ids})`),
    { params: { project }, settings: longStatement, ...(left && { left }) },
  )
  for (const { session_id, descriptor, value } of rows) {
    const session = described.get(session_id)
    if (!session) continue
    if (isFlag(descriptor)) session[descriptor] = value === 'true'
    else session[descriptor] = value
  }
  return described
}

export function undescribed(): SessionDescriptors {
  return Object.fromEntries(descriptors.map((descriptor) => [descriptor, null])) as Record<TextDescriptor, null> &
    SessionDescriptors
}

/** The time in which these sessions happened, as a condition on `event`. */
export function duringSql(sessions: readonly Pick<SessionFacts, 'first_timestamp' | 'last_timestamp'>[]): string {
  const times = joinedTimes(sessions).map(([from, to]) => `timestamp BETWEEN ${instant(from)} AND ${instant(to)}`)
  return `(${times.join(' OR ')})`
}

/** The times of the sessions, with those that overlap made one: a page in order of time is then one range. */
function joinedTimes(
  sessions: readonly Pick<SessionFacts, 'first_timestamp' | 'last_timestamp'>[],
): [TimestampNs, TimestampNs][] {
  const joined: [TimestampNs, TimestampNs][] = []
  const byStart = sessions.toSorted((a, b) => (a.first_timestamp < b.first_timestamp ? -1 : 1))
  for (const { first_timestamp, last_timestamp } of byStart) {
    const before = joined.at(-1)
    if (before === undefined || first_timestamp > before[1]) joined.push([first_timestamp, last_timestamp])
    else if (last_timestamp > before[1]) before[1] = last_timestamp
  }
  return joined
}

function instant(timestamp: TimestampNs): string {
  return `fromUnixTimestamp64Nano(${timestamp}::Int64)`
}
