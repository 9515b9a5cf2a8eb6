import type { Engine } from '../engine/engine.ts'
import { userPartsSql } from './counted-parts.ts'
import { describeSessions } from './describe-sessions.ts'
import { longStatement, quote } from './quote.ts'
import { type SelectedSession, sessionFacts, sessionFactsColumns, sessionFactsSql } from './session-facts.ts'

/** Somebody may have thousands of sessions; which channels they use now these tell as well. */
export const channelSessionsMax = 3

/** The channels of the newest sessions of each of these users, in alphabetical order. */
export async function userChannels(
  engine: Engine,
  project: string,
  userIds: readonly string[],
  left?: AbortSignal,
): Promise<Map<string, string[]>> {
  if (userIds.length === 0) return new Map()
  const pairs = await newestSessions(engine, project, userIds, left)
  if (pairs.length === 0) return new Map(userIds.map((user_id) => [user_id, []]))
  const ids = [...new Set(pairs.map(({ session_id }) => quote(session_id)))].join(', ')
  const rows = await engine.rows<SelectedSession>(
    `SELECT ${sessionFactsColumns} FROM (${sessionFactsSql(`project = {project:String} AND session_id IN (${ids})`)})`,
    { params: { project }, settings: longStatement, ...(left && { left }) },
  )
  const described = await describeSessions(engine, project, rows.map(sessionFacts), left, ['channel_manager_type'])
  const byUser = Map.groupBy(pairs, ({ user_id }) => user_id)
  return new Map(
    userIds.map((user_id) => {
      const channels = (byUser.get(user_id) ?? []).map(
        ({ session_id }) => described.get(session_id)?.channel_manager_type,
      )
      return [user_id, [...new Set(channels.filter((channel) => typeof channel === 'string'))].toSorted()]
    }),
  )
}

/** Those in which they were seen last, ties by id. */
function newestSessions(
  engine: Engine,
  project: string,
  userIds: readonly string[],
  left?: AbortSignal,
): Promise<{ user_id: string; session_id: string }[]> {
  const where = `project = {project:String} AND user_id IN (${userIds.map(quote).join(', ')}) AND session_id IS NOT NULL`
  return engine.rows(
    `SELECT user_id, session_id FROM (${userPartsSql(where)}) AS part
    GROUP BY user_id, session_id
    ORDER BY max(part.last_timestamp) DESC, session_id DESC LIMIT ${channelSessionsMax} BY user_id`,
    { params: { project }, settings: longStatement, ...(left && { left }) },
  )
}
