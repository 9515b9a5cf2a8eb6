import type { Engine } from '../engine/engine.ts'
import type { SessionFacts } from '../event/session.ts'
import { userPartsSql } from './counted-parts.ts'
import { describeSessions } from './describe-sessions.ts'
import { longStatement, quote } from './quote.ts'

/** Somebody may have thousands of sessions; which channels they use now these tell as well. */
export const channelSessionsMax = 3

/**
 * What tells of a session's channel is mostly its first event, which may not name the user yet. So long before the user's
 * own first event it is looked for: to find out when these sessions really began would take as long as all the rest.
 */
const earlierNs = 300_000_000_000n

/** The channels of the newest sessions of each of these users, in alphabetical order. */
export async function userChannels(
  engine: Engine,
  project: string,
  userIds: readonly string[],
  left?: AbortSignal,
): Promise<Map<string, string[]>> {
  if (userIds.length === 0) return new Map()
  const sessions = await newestSessions(engine, project, userIds, left)
  const described = await describeSessions(engine, project, sessions, left, ['channel_manager_type'])
  const byUser = Map.groupBy(sessions, ({ user_id }) => user_id)
  return new Map(
    userIds.map((user_id) => {
      const own = byUser.get(user_id) ?? []
      const channels = own.map(({ session_id }) => described.get(session_id)?.channel_manager_type)
      return [user_id, [...new Set(channels.filter((channel) => typeof channel === 'string'))].toSorted()]
    }),
  )
}

type UserSession = Pick<SessionFacts, 'session_id' | 'first_timestamp' | 'last_timestamp'> & { user_id: string }

/** Those in which they were seen last, ties by id, and when they were. */
async function newestSessions(
  engine: Engine,
  project: string,
  userIds: readonly string[],
  left?: AbortSignal,
): Promise<UserSession[]> {
  const where = `project = {project:String} AND user_id IN (${userIds.map(quote).join(', ')}) AND session_id IS NOT NULL`
  const rows = await engine.rows<{ user_id: string; session_id: string; first_ns: string; last_ns: string }>(
    `SELECT user_id, session_id, toUnixTimestamp64Nano(min(part.first_timestamp)) AS first_ns,
      toUnixTimestamp64Nano(max(part.last_timestamp)) AS last_ns
    FROM (${userPartsSql(where)}) AS part
    GROUP BY user_id, session_id
    ORDER BY last_ns DESC, session_id DESC LIMIT ${channelSessionsMax} BY user_id`,
    { params: { project }, settings: longStatement, ...(left && { left }) },
  )
  return rows.map(({ user_id, session_id, first_ns, last_ns }) => ({
    user_id,
    session_id,
    first_timestamp: BigInt(first_ns) - earlierNs,
    last_timestamp: BigInt(last_ns),
  }))
}
