import type { Asked } from '../event/filter.ts'
import type { Descriptor } from '../event/session-descriptors.ts'
import type { SessionSearch } from '../event/session-search.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { describeSessionsSql } from './describe-sessions-sql.ts'
import { Bound, filterSql } from './filter-sql.ts'
import { sessionsOfAgentsSql } from './session-agents-sql.ts'

/** Which sessions or conversations a list is of. The range is that of their start. */
export interface SessionFilter<Fact extends string> extends SessionSearch<Fact> {
  from?: TimestampNs
  to?: TimestampNs
  /** What the filter language says beside all that. */
  asked?: Asked
}

/** A filter in SQL, in the parts that a list puts together in its own way. All of them must hold. */
export interface SessionSearchSql {
  project: string
  /** For each: the events of which they must contain one, as a condition on `event`. */
  containing: string[]
  /** For each: a SELECT of the sessions that are described so. */
  described: string[]
  /** Conditions on what was counted. */
  counted: string[]
  /** The condition on events that `asked` makes, of the project and as old as the range allows. */
  eventsSql: (asked: Asked) => string
  /** A SELECT of the sessions of which a descriptor passes; the condition is on an SQL expression. */
  describedSql: (descriptor: Descriptor | 'agent', passes: (value: string) => string) => string
  bound: Bound
}

export function sessionSearchSql<Fact extends string>(
  project: string,
  filter: SessionFilter<Fact>,
  facts: Record<Fact, string>,
): SessionSearchSql {
  const bound = new Bound()
  // What started at `from` or later has no event before it, which spares reading what is older.
  const since = filter.from === undefined ? {} : { from: filter.from }
  const events = filterSql(project, { ...since, conditions: [] }, bound).sql
  const ofProject = `project = ${bound.text(project)}`
  const describedSql = (descriptor: Descriptor | 'agent', passes: (value: string) => string) =>
    descriptor === 'agent'
      ? sessionsOfAgentsSql(ofProject, passes)
      : `SELECT session_id FROM (${describeSessionsSql([descriptor], `${events} AND session_id IS NOT NULL`)}) WHERE ${passes('value')}`
  const counted = filter.counted.map(({ fact, anyOf }) => `${facts[fact]} IN (${anyOf.map((n) => bound.int(n))})`)
  if (filter.from !== undefined) counted.push(`first_timestamp >= ${bound.instant(filter.from)}`)
  if (filter.to !== undefined) counted.push(`first_timestamp < ${bound.instant(filter.to)}`)
  return {
    project: ofProject,
    containing: filter.containing.map((one) => filterSql(project, { ...since, conditions: [one] }, bound).sql),
    described: filter.described.map(({ descriptor, anyOf }) =>
      describedSql(descriptor, (value) => `${value} IN (${anyOf.map((text) => bound.text(text)).join(', ')})`),
    ),
    counted,
    eventsSql: (asked) => filterSql(project, { ...since, conditions: [], asked }, bound).sql,
    describedSql,
    bound,
  }
}
