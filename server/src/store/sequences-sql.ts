import type { FieldRef } from '@occur/client/filter'
import type { UnitField } from '../event/question.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { countedEventsSql } from './counted-events-sql.ts'
import { type Bound, filterSql } from './filter-sql.ts'
import { valueSql } from './measure-sql.ts'

export interface Sequences {
  project: string
  range: { from?: TimestampNs; to?: TimestampNs }
  /** The column that names what a sequence is within. */
  unit: UnitField
  /** A condition: which events sequences may begin at. */
  start: string
  /** At which of them they do. */
  startAt: 'first' | 'last'
  /** Whether a good part of the events are such. Only the speed depends on it: else what has no start is left out first. */
  startsOften: boolean
  /** A condition: which events are steps. */
  step: string
  direction: 'after' | 'before'
  /** So many steps at most. */
  stepsMax: number
  /** What is told of each event. Two at most. */
  told: readonly FieldRef[]
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
 */
export function sequencesSql(sequences: Sequences, bound: Bound): SequencesSql {
  const { startAt, direction, stepsMax, told } = sequences
  const { factType, factBits, textBits } = sizes(told)
  const startIndex = startAt === 'first' ? 'arrayFirstIndex' : 'arrayLastIndex'
  const others =
    direction === 'after' ? 'arraySlice(in_order, start + 1)' : 'arrayReverse(arraySlice(in_order, 1, start - 1))'
  const select = `SELECT first, last, events, ${startIndex}(event -> bitAnd(event, ${isStart}) > 0, in_order) AS start,
      arraySlice(arrayFilter(event -> bitAnd(event, ${isStep}) > 0, ${others}), 1, ${stepsMax}) AS steps,
      arrayMap(event -> bitAnd(bitShiftRight(event, ${flagBits}), ${2n ** BigInt(factBits) - 1n})::${factType},
        arrayPushFront(steps, in_order[start])) AS path
    FROM (${inOrderSql(sequences, bound)})`
  return {
    with: told.map((field, at) => `${textsSql(field, sequences, bound)} AS texts_${at}`).join(', '),
    select,
    texts: (event) =>
      told.map((_, at) => {
        const number = `bitAnd(bitShiftRight(${event}, ${at * textBits}), ${2 ** textBits - 1})`
        return `if(${number} = 0, NULL, texts_${at}[${number}])`
      }),
  }
}

/**
 * The events of each that has a start, in order.
 *
 * What is kept of an event until its session is complete is a single number: its place in the order of time, ties by id; below
 * that the numbers of the texts that are told of it; and last what it is. Instant, id and texts would take ten times the memory.
 */
function inOrderSql({ project, range, unit, start, startsOften, step, told }: Sequences, bound: Bound): string {
  const within = `${filterSql(project, { conditions: [], ...range }, bound).sql} AND ${unit} IS NOT NULL`
  const ofStarted = startsOften ? '' : `AND ${unit} IN (SELECT ${unit} FROM event WHERE ${within} AND ${start})`
  const { type, factBits, textBits } = sizes(told)
  const facts = told.map(
    (field, at) => `bitShiftLeft(${numberOf(field, at, bound)}::${type}, ${at * textBits + flagBits})`,
  )
  // The window's frame is one row, or it would keep all rows in memory.
  return `SELECT min(timestamp) AS first, max(timestamp) AS last, count() AS events,
      arraySort(groupArray(bitShiftLeft(place::${type}, ${factBits + flagBits}) + what)) AS in_order
    FROM (
      SELECT ${unit} AS unit, timestamp, ifNull(${start}, 0) AS starts, ifNull(${step}, 0) AS is_step,
        ${facts.join(' + ')} + ${isStart} * starts + ${isStep} * is_step AS what,
        row_number() OVER (ORDER BY timestamp, event_id ROWS BETWEEN CURRENT ROW AND CURRENT ROW) AS place
      FROM event WHERE ${within} AND (starts OR is_step) ${ofStarted}
    )
    GROUP BY unit HAVING max(starts)`
}

/** What an event is. */
const [isStart, isStep, flagBits] = [2, 1, 2]

/** 2³⁴ places and 2²⁸ texts are more than fit into the memory of a question. */
const oneText = { type: 'UInt64', factType: 'UInt32', factBits: 28, textBits: 28 }
const twoTexts = { type: 'UInt128', factType: 'UInt64', factBits: 64, textBits: 32 }

function sizes(told: readonly FieldRef[]) {
  return told.length === 1 ? oneText : twoTexts
}

/** All that is told of any event in the range, once each; numbers are places in it, from 1. */
function textsSql(field: FieldRef, { project, range }: Sequences, bound: Bound): string {
  const values = countedEventsSql({ project, filter: { conditions: [], ...range }, by: [field] }, bound)
  return `(SELECT groupUniqArray(assumeNotNull(v0))::Array(String) FROM (${values}) WHERE v0 IS NOT NULL)`
}

/** 0 for no value. */
function numberOf(field: FieldRef, at: number, bound: Bound): string {
  // As it is stored, a column has its values numbered already, and each of them is looked up once.
  const text = field.name === 'attributes' ? valueSql(field, bound) : field.name
  // Of nothing at all there is no function.
  const from = `if(empty(texts_${at}), [''], texts_${at})`
  return `if(${text} IS NULL, 0, transform(assumeNotNull(${text}), ${from}, range(1, length(${from}) + 1), 0))`
}
