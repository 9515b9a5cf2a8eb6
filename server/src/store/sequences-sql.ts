import type { UnitField } from '../event/question.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { type Bound, filterSql } from './filter-sql.ts'

export interface Sequences {
  project: string
  range: { from?: TimestampNs; to?: TimestampNs }
  /** The column that names what a sequence is within. */
  unit: UnitField
  /** A condition: which events sequences may begin at. */
  start: string
  /** At which of them they do. */
  startAt: 'first' | 'last'
  /** A condition: which events are steps. */
  step: string
  direction: 'after' | 'before'
  /** So many steps at most. */
  stepsMax: number
  /** What is told of each event: columns, or expressions of nullable text. Two at most. */
  told: readonly string[]
}

/** A statement with a WITH clause, and how to read what it tells. */
export interface SequencesSql {
  with: string
  select: string
  /** An event of a path as nullable texts, one for each that was to be told. */
  texts: (event: string) => string[]
}

/**
 * One row for each session (or what else sequences are within) with a start in it: `path`, an array of numbers for the start
 * and the steps from there; `first` and `last`, the instants between which events were looked at, and how many: `events`.
 *
 * What is kept of an event until its session is complete is a single number: its place in the order of time, ties by id,
 * and below that the numbers of the texts that are told of it. Instant, id and texts would take ten times the memory.
 */
export function sequencesSql(sequences: Sequences, bound: Bound): SequencesSql {
  const { project, range, unit, start, startAt, step, direction, stepsMax, told } = sequences
  const within = filterSql(project, { conditions: [], ...range }, bound).sql
  const [startPlace, startFact] = startAt === 'first' ? ['minIf', 'argMinIf'] : ['maxIf', 'argMaxIf']
  const [beyond, inOrder] = direction === 'after' ? ['>', 'arraySort'] : ['<', 'arrayReverseSort']
  const { type, factBits, textBits } = told.length === 1 ? oneText : twoTexts
  const fact = told.map((text, at) => `bitShiftLeft(${numberOf(text, at)}::UInt64, ${at * textBits})`).join(' + ')
  // The window's frame is one row, or it would keep all rows in memory.
  const select = `SELECT min(timestamp) AS first, max(timestamp) AS last, count() AS events,
      ${startPlace}(place, starts) AS started,
      arrayFilter(event -> bitShiftRight(event, ${factBits}) ${beyond} started,
        groupArrayIf(bitShiftLeft(place::${type}, ${factBits}) + fact, is_step)) AS steps,
      arrayConcat([${startFact}(fact, place, starts)],
        arrayMap(event -> bitAnd(event, ${2n ** BigInt(factBits) - 1n})::UInt64, arraySlice(${inOrder}(steps), 1, ${stepsMax}))) AS path
    FROM (
      SELECT ${unit} AS unit, timestamp, ${fact} AS fact, ifNull(${start}, 0) AS starts, ifNull(${step}, 0) AS is_step,
        row_number() OVER (ORDER BY timestamp, event_id ROWS BETWEEN CURRENT ROW AND CURRENT ROW) AS place
      FROM event
      WHERE ${within} AND (starts OR is_step)
        AND ${unit} IN (SELECT ${unit} FROM event WHERE ${within} AND ${start} AND ${unit} IS NOT NULL)
    )
    GROUP BY unit`
  return {
    with: told.map((text, at) => `${textsSql(text, within)} AS texts_${at}`).join(', '),
    select,
    texts: (event) =>
      told.map((_, at) => {
        const number = `bitAnd(bitShiftRight(${event}, ${at * textBits}), ${2 ** textBits - 1})`
        return `if(${number} = 0, NULL, texts_${at}[${number}])`
      }),
  }
}

/** 2³⁶ places and 2²⁸ texts are more than fit into the memory of a question. */
const oneText = { type: 'UInt64', factBits: 28, textBits: 28 }
const twoTexts = { type: 'UInt128', factBits: 64, textBits: 32 }

/** All that is told of any event in the range, once each; numbers are places in it, from 1. */
function textsSql(text: string, within: string): string {
  return `(SELECT groupUniqArray(assumeNotNull(text))::Array(String) FROM (SELECT ${text} AS text FROM event WHERE ${within}) WHERE text IS NOT NULL)`
}

/** 0 for no value. */
function numberOf(text: string, at: number): string {
  // Of nothing at all there is no function.
  const from = `if(empty(texts_${at}), [''], texts_${at})`
  return `if(${text} IS NULL, 0, transform(assumeNotNull(${text}), ${from}, range(1, length(${from}) + 1), 0))`
}
