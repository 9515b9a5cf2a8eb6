import type { Filter } from '@occur/client/filter'
import type { NewEvent } from '../../event/event.ts'
import { type AgentOf, matches } from '../../event/matches.ts'
import type { TimestampNs } from '../../event/timestamp.ts'
import { newEvent } from '../event-log.contract.ts'

type Facts = Readonly<Record<string, unknown>>

/** What is asked of each event. The column `agent` is what an event says of its session, which is asked of the session. */
const isOfEvents = (field: string) => field in newEvent('p') && field !== 'agent'

/**
 * Whether a session, conversation or user with these events passes, said a second time and plainly. `facts` are what is known
 * of it as a whole, and `agentOf` of any session.
 */
export function passes(
  filter: Filter,
  events: readonly NewEvent[],
  facts: Facts,
  now: TimestampNs,
  agentOf?: AgentOf,
): boolean {
  const isOwn = (part: Filter): boolean =>
    part.kind === 'and' || part.kind === 'or'
      ? part.of.some(isOwn)
      : part.kind === 'not'
        ? isOwn(part.of)
        : part.kind === 'field' && part.field.name in facts && !isOfEvents(part.field.name)
  if (!isOwn(filter)) return events.some((event) => matches(filter, { ...event, writer: 1, seq: 1 }, now, agentOf))
  switch (filter.kind) {
    case 'and': {
      const together: Filter = { kind: 'and', of: filter.of.filter((part) => !isOwn(part)) }
      const alone = filter.of.filter(isOwn)
      return (
        passes(together, events, facts, now, agentOf) &&
        alone.every((part) => passes(part, events, facts, now, agentOf))
      )
    }
    case 'or':
      return filter.of.some((part) => passes(part, events, facts, now, agentOf))
    case 'not':
      return !passes(filter.of, events, facts, now, agentOf)
    case 'field': {
      // An event that says of itself what is known of the whole.
      const value = facts[filter.field.name]
      const isInstant = typeof value === 'bigint'
      const said = newEvent('p', {
        ...(isInstant && { timestamp: value }),
        attributes: JSON.stringify({ value: isInstant ? null : value }),
      })
      const field = isInstant ? { name: 'timestamp', path: [] } : { name: 'attributes', path: ['value'] }
      return matches({ ...filter, field }, { ...said, writer: 1, seq: 1 }, now)
    }
    default:
      return false
  }
}
