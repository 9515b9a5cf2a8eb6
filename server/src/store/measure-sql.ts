import type { FieldRef } from '@occur/client/filter'
import type { Interval } from '@occur/client/protocol'
import { leafMarks, pathOf, unmarked } from '../event/leaves.ts'
import type { CheckedMeasure } from '../event/question.ts'
import type { Bound } from './filter-sql.ts'
import { joinedAgent } from './session-agents-sql.ts'

/** A measure over a group of events, as a nullable number. */
export function measureSql(measure: CheckedMeasure, bound: Bound): string {
  if (measure.measure === 'count') return 'toFloat64(count())'
  if (measure.measure === 'distinct') return `toFloat64(uniqExact(${valueSql(measure.of, bound)}))`
  const numbers = numbersSql(measure.path, bound)
  const measured = {
    sum: () => `sumArray(${numbers})`,
    average: () => `avgArray(${numbers})`,
    min: () => `minArray(${numbers})`,
    max: () => `maxArray(${numbers})`,
    percentile: (percent: number) => `quantileExactInclusiveArray(${percent / 100})(${numbers})`,
  }
  const sql = measure.measure === 'percentile' ? measured.percentile(measure.percent) : measured[measure.measure]()
  // An answer is JSON, which has numbers only as far as they are finite.
  return `if(countArray(${numbers}) = 0 OR NOT isFinite(${sql}), NULL, toFloat64(${sql}))`
}

/**
 * What an event has in this field, as nullable text: of several values inside attributes the first. The agent of its session
 * must have been joined to it.
 */
export function valueSql({ name, path }: FieldRef, bound: Bound): string {
  if (name === 'agent') return joinedAgent
  if (name !== 'attributes') return `CAST(${name} AS Nullable(String))`
  const { begin, text, boolean } = leafMarks
  const values = leavesAt(path, `[${text}-${boolean}]`, bound)
  return `if(position(leaves, ${bound.text(begin + pathText(path))}) = 0 OR empty(${values}), NULL, ${values}[1])`
}

/** The numbers that an event has at a path. */
function numbersSql(path: readonly string[], bound: Bound): string {
  return `arrayMap(number -> toFloat64(number), ${leavesAt(path, leafMarks.number, bound)})`
}

function leavesAt(path: readonly string[], mark: string, bound: Bound): string {
  const before = escapedForPattern(leafMarks.begin + pathText(path)) + mark
  return `extractAll(leaves, ${bound.text(`${before}([^${leafMarks.begin}]*)`)})`
}

function pathText(path: readonly string[]): string {
  return unmarked(pathOf(path))
}

/** Text as it stands for itself in the engine's regular expressions. https://github.com/google/re2/wiki/Syntax */
export function escapedForPattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

const startOf: Record<Interval, (instant: string, zone: string) => string> = {
  minute: (instant, zone) => `toStartOfMinute(${instant}, ${zone})`,
  quarter_hour: (instant, zone) => `toStartOfFifteenMinutes(${instant}, ${zone})`,
  hour: (instant, zone) => `toStartOfHour(${instant}, ${zone})`,
  day: (instant, zone) => `toStartOfDay(${instant}, ${zone})`,
  // As midnight of the zone: these two answer a date.
  week: (instant, zone) => `toStartOfDay(${instant}, ${zone}) - toIntervalDay(toDayOfWeek(${instant}, 0, ${zone}) - 1)`,
  month: (instant, zone) => `toStartOfDay(${instant}, ${zone}) - toIntervalDay(toDayOfMonth(${instant}, ${zone}) - 1)`,
}

/** When the step began that an instant is in, in milliseconds since 1970. */
export function stepSql(interval: Interval, instant: string, zone: string): string {
  // Before 1970 the other functions take a part of a second for one of the next second.
  const second = `toStartOfSecond(${instant})`
  return `toUnixTimestamp64Milli(toDateTime64(${startOf[interval](second, zone)}, 3, ${zone}))`
}

/** Times before 1970 and after 2106 have steps too. */
export const stepSettings = { enable_extended_results_for_datetime_functions: 1 }
