import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import { conversationsSql } from './conversations-sql.ts'
import { type IsLater, type NewestPage, newestBegun, type Sought } from './newest-begun.ts'
import { countAll } from './page-of-ids.ts'
import { quote } from './quote.ts'
import { sessionFactsSql } from './session-facts.ts'

/** See `newestBegun`; `contained` as in `conversationsSql`. */
export function newestConversations(
  engine: Engine,
  contained: readonly string[],
  page: NewestPage,
  asker?: Asker,
): Promise<string[] | null> {
  return newestBegun(
    engine,
    {
      id: 'conversation_id',
      counts: '(conversation_id IS NOT NULL OR session_id IS NOT NULL)',
      begunSql: async (sought, isLater, idsOf) => {
        const { project, ofEvents } = sought
        const later = isLater('timestamp')
        const ids = await idsOf(begunSql(sought, isLater))
        const containing = ofEvents === project ? [] : [`${ofEvents} AND ${later}`]
        const conversations = { project, ids: `(${ids.map(quote).join(', ')})`, naming: later, containing, contained }
        return ids.length === 0 ? null : `SELECT * FROM (${conversationsSql(conversations)}) WHERE matches`
      },
    },
    page,
    asker,
  )
}

/**
 * A SELECT of the conversations to which an event that passes and is later counts, and which no event named before. Whatever
 * began later is named by an event that is later, so it is among these; the others began before, or have no such event.
 */
function begunSql({ project, ofEvents, before }: Sought, isLater: IsLater): string {
  const later = isLater('timestamp')
  const named = (events: string) => `SELECT conversation_id FROM event WHERE ${events} AND conversation_id IS NOT NULL`
  const touchedBy = (events: string) => {
    const nameless = `SELECT session_id FROM event WHERE ${events} AND conversation_id IS NULL AND session_id IS NOT NULL`
    const bySession = named(`${project} AND ${later} AND session_id IN (${nameless})`)
    return `conversation_id IN (${named(events)} UNION DISTINCT ${bySession})`
  }
  const candidates = [
    ...(before === undefined ? [] : [touchedBy(`${project} AND ${later} AND timestamp < ${before}`)]),
    ...(ofEvents === project ? [] : [touchedBy(`${ofEvents} AND ${later}`)]),
  ]
  const those = ['conversation_id IS NOT NULL', project, later, ...candidates].join(' AND ')
  const namedBefore = `${project} AND NOT (${later}) AND conversation_id IN (SELECT conversation_id FROM event WHERE ${those})`
  return `SELECT DISTINCT assumeNotNull(conversation_id) AS id FROM event
    WHERE ${those} AND conversation_id NOT IN (${named(namedBefore)})`
}

/** How many conversations there are on all pages, where nothing must hold for them but that they contain an event that passes. */
export function countConversations(
  engine: Engine,
  { project, ofEvents, params }: Omit<Sought, 'counted'>,
  asker?: Asker,
): Promise<number> {
  const named = `SELECT conversation_id FROM event WHERE ${ofEvents} AND conversation_id IS NOT NULL GROUP BY conversation_id`
  const nameless = `SELECT session_id FROM event WHERE ${ofEvents} AND conversation_id IS NULL AND session_id IS NOT NULL`
  // Every conversation has an event that names it.
  const all =
    ofEvents === project
      ? named
      : `${named} UNION DISTINCT SELECT conversation_id
        FROM (${sessionFactsSql(`${project} AND session_id IN (${nameless})`)}) WHERE conversation_id IS NOT NULL`
  return countAll(engine, all, params, asker)
}
