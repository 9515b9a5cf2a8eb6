import type { TimestampNs } from '../event/timestamp.ts'
import { type Bound, filterSql } from './filter-sql.ts'

export interface Sequences {
  project: string
  range: { from?: TimestampNs; to?: TimestampNs }
  /** The column that names what a sequence is within. */
  unit: 'session_id' | 'conversation_id' | 'user_id'
  /** A condition: which events sequences may begin at. */
  start: string
  /** At which of them they do. */
  startAt: 'first' | 'last'
  /** A condition: which events are steps. */
  step: string
  direction: 'after' | 'before'
  /** So many steps at most. */
  stepsMax: number
  /** What is told of each event. */
  tuple: string
}

/**
 * One row for each session (or what else sequences are within) with a start in it: `path`, an array of tuples, the start
 * and the steps from there; `first` and `last`, the instants between which events were looked at, and how many: `events`.
 * Ties in time go by id, as everywhere. Only the place of an event in that order is kept of it beside the tuple: its
 * instant and its id would take several times the memory.
 */
export function sequencesSql(sequences: Sequences, bound: Bound): string {
  const { project, range, unit, start, startAt, step, direction, stepsMax, tuple } = sequences
  const within = filterSql(project, { conditions: [], ...range }, bound).sql
  const [startPlace, startFacts] = startAt === 'first' ? ['minIf', 'argMinIf'] : ['maxIf', 'argMaxIf']
  const [beyond, inOrder] = direction === 'after' ? ['>', 'arraySort'] : ['<', 'arrayReverseSort']
  return `SELECT min(timestamp) AS first, max(timestamp) AS last, count() AS events,
      ${startPlace}(place, starts) AS started,
      ${inOrder}(found -> found.1, arrayFilter(found -> found.1 ${beyond} started, groupArrayIf((place, facts), is_step))) AS steps,
      arrayConcat([${startFacts}(facts, place, starts)], arrayMap(found -> found.2, arraySlice(steps, 1, ${stepsMax}))) AS path
    FROM (
      SELECT ${unit} AS unit, timestamp, ${tuple} AS facts, ifNull(${start}, 0) AS starts, ifNull(${step}, 0) AS is_step,
        row_number() OVER (ORDER BY timestamp, event_id) AS place
      FROM event
      WHERE ${within} AND (starts OR is_step)
        AND ${unit} IN (SELECT ${unit} FROM event WHERE ${within} AND ${start} AND ${unit} IS NOT NULL)
    )
    GROUP BY unit`
}

/**
 * The index of ids is asked about no more than so many at once: it is asked about each of them in every granule, which for
 * many ids takes many times longer than reading them all. And what does not fit into memory is grouped on disk.
 */
export const sequenceSettings = {
  use_index_for_in_with_subqueries_max_values: 1000,
  max_bytes_before_external_group_by: 256 * 1024 ** 2,
}
