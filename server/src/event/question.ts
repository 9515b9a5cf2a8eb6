import {
  eventFieldSet,
  type FieldRef,
  type Filter,
  FilterError,
  fieldWithSpaces,
  formatField,
  parseFilter,
  type Views,
} from '@occur/client/filter'
import type { Interval, Measure, Question, QuestionUnit } from '@occur/client/protocol'
import type { Asked } from './filter.ts'
import { timesAsRange } from './times-as-range.ts'
import { parseRangeEnd, type TimestampNs } from './timestamp.ts'

/** A question that was understood. */
export interface CheckedQuestion {
  asked: Asked
  from?: TimestampNs
  to?: TimestampNs
  measures: readonly CheckedMeasure[]
  groupBy: readonly FieldRef[]
  interval: Interval | null
  timeZone: string
  top: number
  comparesPrevious: boolean
}

export type CheckedMeasure =
  | { measure: 'count' }
  | { measure: 'distinct'; of: FieldRef }
  | { measure: 'sum' | 'average' | 'min' | 'max'; path: readonly string[] }
  | { measure: 'percentile'; path: readonly string[]; percent: number }

/** What is wrong with a question, and in which of its parts. */
export class QuestionError extends Error {
  readonly part: string

  constructor(part: string, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.part = part
  }
}

/** The field that names each kind of unit. */
export const unitFields = {
  session: 'session_id',
  conversation: 'conversation_id',
  user: 'user_id',
} as const satisfies Record<QuestionUnit, string>
export type UnitField = (typeof unitFields)[QuestionUnit]

const topDefault = 10

/** Throws a `QuestionError`; a mistake in the filter is a `FilterError`. */
export function checkQuestion(question: Question, now: TimestampNs, views: Views): CheckedQuestion {
  const timeZone = timeZoneNamed(question.time_zone ?? 'UTC')
  const comparesPrevious = question.compare === 'previous'
  const asked = {
    asked: { filter: parseFilter(question.q ?? '', eventFieldSet, views), now },
    ...rangeOf(question),
  }
  return {
    // What the filter says of times must not hold for the time before as well, in which nothing would pass.
    ...(comparesPrevious ? timesAsRange(asked) : asked),
    measures: (question.measures ?? [{ measure: 'count' as const }]).map(checkMeasure),
    groupBy: (question.group_by ?? []).map((name, at) =>
      groupField(name, `group_by.${at}`, 'to group by time give an interval'),
    ),
    interval: question.interval ?? null,
    timeZone,
    top: question.top ?? topDefault,
    comparesPrevious,
  }
}

/** The ends of a range that were named. */
export function rangeOf(named: { from?: string; to?: string }): { from?: TimestampNs; to?: TimestampNs } {
  const from = instant('from', named.from)
  const to = instant('to', named.to)
  if (from !== undefined && to !== undefined && from >= to) throw new QuestionError('to', 'is not after from')
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

function checkMeasure(measure: Measure, at: number): CheckedMeasure {
  const part = `measures.${at}.of`
  switch (measure.measure) {
    case 'count':
      return { measure: 'count' }
    case 'distinct':
      return { measure: 'distinct', of: groupField(measure.of, part) }
    default: {
      const { name, path } = fieldOf(measure.of, part)
      if (name !== 'attributes') throw new QuestionError(part, `${name} holds no numbers; name an attribute`)
      return measure.measure === 'percentile'
        ? { measure: 'percentile', path, percent: measure.percent }
        : { measure: measure.measure, path }
    }
  }
}

/** A field to tell groups apart by; `part` is where it was named, and `instead` what to do rather than naming a time. */
export function groupField(name: string, part: string, instead = 'name another field'): FieldRef {
  const field = fieldOf(name, part)
  if (eventFieldSet[field.name as keyof typeof eventFieldSet].type === 'time') {
    throw new QuestionError(part, `${name} is a time, and nearly every event has its own; ${instead}`)
  }
  return field
}

/** The same where only fields of the events themselves will do. */
export function ownGroupField(name: string, part: string): FieldRef {
  const field = groupField(name, part)
  if (field.name === 'agent')
    throw new QuestionError(part, 'agent is not of an event but of its session; name another field')
  return field
}

/** A filter in any part of a question. A mistake in it is the cause of the `QuestionError`. */
export function filterOf(text: string, part: string, views: Views): Filter {
  try {
    return parseFilter(text, eventFieldSet, views)
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    throw new QuestionError(part, error.message, { cause: error })
  }
}

/** Fields are written as they are in filters. */
export function fieldOf(name: string, part: string): FieldRef {
  try {
    const filter = parseFilter(`${name}:*`)
    if (filter.kind === 'field' && filter.test.op === 'exists') return filter.field
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    throw new QuestionError(part, error.message)
  }
  const quoted = /^attributes\.[^"]*$/.test(name) ? `; did you mean ${formatField(fieldWithSpaces(name))}?` : ''
  throw new QuestionError(part, `"${name}" is not the name of a field${quoted}`)
}

function instant(part: string, text: string | undefined): TimestampNs | undefined {
  if (text === undefined) return undefined
  const found = parseRangeEnd(text)
  if (typeof found === 'string') throw new QuestionError(part, `"${text}" ${found}`)
  return found
}

/** As the IANA database spells it, because the engine knows no other spelling; nor does it know offsets. */
function timeZoneNamed(name: string): string {
  const found = canonicalTimeZone(name)
  if (found === undefined || /^[+-]/.test(found)) {
    throw new QuestionError('time_zone', `"${name}" is no time zone; write one like Europe/Berlin`)
  }
  return found
}

function canonicalTimeZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}
