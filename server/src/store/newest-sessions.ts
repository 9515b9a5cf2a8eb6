import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import { type IsLater, type Listed, type NewestPage, newestBegun, type Sought } from './newest-begun.ts'
import { countAll } from './page-of-ids.ts'
import { sessionFactsSql } from './session-facts.ts'

const sessions: Listed = {
  id: 'session_id',
  counts: 'session_id IS NOT NULL',
  begunSql: (sought, isLater) => sessionFactsSql(`${sought.project} AND ${candidatesSql(sought, isLater)}`),
}

/** See `newestBegun`. */
export function newestSessions(engine: Engine, page: NewestPage, asker?: Asker): Promise<string[] | null> {
  return newestBegun(engine, sessions, page, asker)
}

/**
 * The sessions with an event that passes and is later than this. Those that must have begun before an instant have an event
 * before it, too: else all that came after it would be counted, however long ago that was.
 */
function candidatesSql({ project, ofEvents, before }: Sought, isLater: IsLater): string {
  const later = isLater('timestamp')
  const withEvent = (events: string) => `session_id IN (SELECT session_id FROM event WHERE ${events})`
  if (before === undefined) return withEvent(`${ofEvents} AND ${later}`)
  const begun = withEvent(`${project} AND ${later} AND timestamp < ${before}`)
  return ofEvents === project ? begun : `${begun} AND ${withEvent(`${ofEvents} AND ${later} AND ${begun}`)}`
}

/** How many sessions there are on all pages. */
export function countSessions(
  engine: Engine,
  { project, ofEvents, counted, params }: Sought,
  asker?: Asker,
): Promise<number> {
  const containing = `SELECT session_id FROM event WHERE ${ofEvents} AND session_id IS NOT NULL`
  // Every session has an event of the project.
  const whose = ofEvents === project ? project : `${project} AND session_id IN (${containing})`
  const all =
    counted.length === 0
      ? `${containing} GROUP BY session_id`
      : `SELECT session_id FROM (${sessionFactsSql(whose)}) WHERE ${counted.join(' AND ')}`
  return countAll(engine, all, params, asker)
}
