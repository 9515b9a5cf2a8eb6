import type { Neighbourhood } from '@occur/client/protocol'
import type { Engine } from '../engine/engine.ts'
import type { StoredEvent } from '../event/event.ts'
import { eventColumns, type SelectedEvent, storedEvent } from './event-rows.ts'
import { Bound } from './filter-sql.ts'
import { sessionFactsSql } from './session-facts.ts'

/** Among which events: those of a session, of a conversation, of a user, or all of the project. */
export type Surroundings = { within: Exclude<Neighbourhood, 'project'>; id: string } | { within: 'project'; id: null }

/** What is around an event. Aborting `left` ends the question in the engine. */
export interface NeighbourReads {
  /** The events just before or after it, the nearest first, ties by event id. */
  beside(
    project: string,
    event: Pick<StoredEvent, 'timestamp' | 'event_id'>,
    surroundings: Surroundings,
    window: { side: 'before' | 'after'; countMax: number },
    left?: AbortSignal,
  ): Promise<StoredEvent[]>
}

export function neighbourReads(engine: Engine): NeighbourReads {
  return {
    beside: async (project, { timestamp, event_id }, surroundings, { side, countMax }, left) => {
      const bound = new Bound()
      const ofProject = `project = ${bound.text(project)}`
      const [beyond, direction] = side === 'after' ? ['>', 'ASC'] : ['<', 'DESC']
      const instant = bound.instant(timestamp)
      // The first half alone is what the primary key understands.
      const where = `${ofProject} AND ${surroundingsSql(ofProject, surroundings, bound)}
        AND timestamp ${beyond}= ${instant} AND (timestamp ${beyond} ${instant} OR event_id ${beyond} ${bound.text(event_id)})`
      const rows = await engine.rows<SelectedEvent>(
        `SELECT ${eventColumns} FROM event WHERE ${where}
        ORDER BY timestamp ${direction}, event_id ${direction} LIMIT ${countMax}`,
        { params: bound.params, ...(left && { left }) },
      )
      return rows.map(storedEvent)
    },
  }
}

function surroundingsSql(ofProject: string, { within, id }: Surroundings, bound: Bound): string {
  switch (within) {
    case 'project':
      return 'true'
    case 'session':
      return `session_id = ${bound.text(id)}`
    case 'user':
      return `user_id = ${bound.text(id)}`
    case 'conversation': {
      // What names none belongs to the conversation of its session.
      const named = `conversation_id = ${bound.text(id)}`
      const naming = `SELECT session_id FROM event WHERE ${ofProject} AND ${named} AND session_id IS NOT NULL`
      const own = `SELECT session_id FROM (${sessionFactsSql(`${ofProject} AND session_id IN (${naming})`)}) WHERE ${named}`
      return `(${named} OR (conversation_id IS NULL AND session_id IN (${own})))`
    }
  }
}
