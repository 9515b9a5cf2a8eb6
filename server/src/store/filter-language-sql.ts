import { type Filter, isNumber, type Test } from '@occur/client/filter'
import type { Asked } from '../event/filter.ts'
import { leafMarks, markedValue, pathOf, unmarked } from '../event/leaves.ts'
import { timeRange } from '../event/time-range.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { inWord, wordsOf } from '../event/words.ts'
import type { Bound } from './filter-sql.ts'
import type { LeafLookups } from './leaf-lookups.ts'
import { escapedForPattern } from './measure-sql.ts'
import { indexedLeaves, leafIndexedCharacters } from './schema/leaves.ts'
import { sessionsOfAgentsSql } from './session-agents-sql.ts'

/**
 * A filter of the language as a condition on events: what `event/matches.ts` says in memory, which one table of cases holds
 * both to. Null means no. What an index answers stands first, as it is written in the index: what it leaves is looked at closer.
 */
export function languageSql({ filter, now }: Asked, of: AskedOf): string {
  const inner = (part: Filter) => languageSql({ filter: part, now }, of)
  switch (filter.kind) {
    case 'and':
      return filter.of.length === 0 ? '1' : `(${filter.of.map(inner).join(' AND ')})`
    case 'or':
      return filter.of.length === 0 ? '0' : `(${filter.of.map(inner).join(' OR ')})`
    case 'not':
      // An unknown answer is no, and its negation yes.
      return `NOT ifNull(${inner(filter.of)}, 0)`
    case 'words':
      return wordsSql(wordsOf(filter.text), filter.isPrefix, of.bound)
    case 'field':
      return filter.field.name === 'agent' ? ofAgentSql(filter.test, of) : testSql(filter.field, filter.test, now, of)
  }
}

/** Which events the filter is asked of, and where its values are bound. */
export interface AskedOf {
  project: string
  bound: Bound
  /** Of events in the parts that these know, and of no others. */
  lookups?: LeafLookups
}

type Field = Extract<Filter, { kind: 'field' }>['field']
export type PlainTest = Exclude<Test, { op: 'any' }>

function testSql(field: Field, test: Test, now: TimestampNs, of: AskedOf): string {
  const { bound } = of
  if (test.op === 'any') return `(${test.of.map((one) => testSql(field, one, now, of)).join(' OR ')})`
  switch (field.name) {
    case 'timestamp':
    case 'received_at':
      return timeSql(field.name, test, now, bound)
    case 'attributes':
      return leafSql(unmarked(pathOf(field.path)), test, of)
    case 'description':
      return proseSql(test, bound)
    default:
      return textSql(field.name, test, bound)
  }
}

/** A condition on an instant. */
export function timeSql(column: string, test: PlainTest, now: TimestampNs, bound: Bound): string {
  if (test.op === 'exists') return '1'
  const range = test.op === 'begins' ? '' : timeRange(test.op, test.value, now)
  if (typeof range === 'string') return '0'
  const ends = [
    range.from === undefined ? '1' : `${column} >= ${bound.instant(range.from)}`,
    range.to === undefined ? '1' : `${column} < ${bound.instant(range.to)}`,
  ]
  return `(${ends.join(' AND ')})`
}

/** A condition on a number. */
export function numberSql(column: string, test: PlainTest, bound: Bound): string {
  if (test.op === 'exists') return '1'
  if (test.op === 'begins' || !isNumber(test.value)) return '0'
  return `${column} ${test.op === 'is' ? '=' : test.op} ${bound.float(Number(test.value))}`
}

/** A condition on a text that matches as a whole. */
export function textSql(column: string, test: PlainTest, bound: Bound): string {
  if (test.op === 'exists') return `${column} IS NOT NULL`
  if (test.op !== 'is' && test.op !== 'begins') return '0'
  return test.op === 'begins'
    ? `startsWith(${column}, ${bound.text(test.value)})`
    : `${column} = ${bound.text(test.value)}`
}

/** That the event is in a session of such an agent. */
function ofAgentSql(test: Test, { project, bound }: AskedOf): string {
  const anyOf = test.op === 'any' ? (test.of as PlainTest[]) : [test]
  const passes = (agent: string) => anyOf.map((one) => textSql(agent, one, bound)).join(' OR ')
  return `session_id IN (${sessionsOfAgentsSql(`project = ${bound.text(project)}`, passes)})`
}

function proseSql(test: PlainTest, bound: Bound): string {
  if (test.op !== 'is' && test.op !== 'begins') return textSql('description', test, bound)
  return `position(lowerUTF8(description), lowerUTF8(${bound.text(test.value)})) > 0`
}

function leafSql(path: string, test: PlainTest, { bound, lookups }: AskedOf): string {
  const { begin, text, number, boolean } = leafMarks
  switch (test.op) {
    case 'exists': {
      const inside = [text, number, boolean, '.'].map((next) => holds(`${begin}${path}${next}`, bound))
      return `(${inside.join(' OR ')})`
    }
    case 'begins': {
      const beginning = `${path}${text}${unmarked(test.value)}`
      return lookups?.beginsSql(beginning) ?? holds(begin + beginning, bound)
    }
    case 'is':
      return anyLeafSql(
        [unmarked(test.value), ...otherReadings(test.value)].map((value) => path + markedValue(value)),
        bound,
      )
    default:
      if (!isNumber(test.value)) return '0'
      return lookups?.numberSql(path, test.op, test.value) ?? comparisonSql(path, test.op, test.value, bound)
  }
}

/** What was written as text may mean a number or a truth value as well. */
function otherReadings(written: string): (number | boolean)[] {
  if (written === 'true' || written === 'false') return [written === 'true']
  return isNumber(written) ? [Number(written)] : []
}

/** Of short leaves the index knows all. */
function anyLeafSql(leaves: readonly string[], bound: Bound): string {
  const isShort = (leaf: string) => [...leaf].length < leafIndexedCharacters
  const short = leaves.filter(isShort)
  const parts =
    short.length > 0 ? [`hasAny(${indexedLeaves}, [${short.map((leaf) => bound.text(leaf)).join(', ')}])`] : []
  for (const leaf of leaves.filter((one) => !isShort(one))) {
    const indexed = [...leaf].slice(0, leafIndexedCharacters).join('')
    parts.push(
      `(has(${indexedLeaves}, ${bound.text(indexed)}) AND ${holds(leafMarks.begin + leaf + leafMarks.begin, bound)})`,
    )
  }
  return `(${parts.join(' OR ')})`
}

function comparisonSql(path: string, op: string, value: string, bound: Bound): string {
  const before = `${leafMarks.begin}${path}${leafMarks.number}`
  const numbers = `extractAll(leaves, concat(${bound.text(escapedForPattern(before))}, '([^\\x01]*)'))`
  const any = `arrayExists(number -> toFloat64OrNull(number) ${op} ${bound.float(Number(value))}, ${numbers})`
  return `(${holds(before, bound)} AND ${any})`
}

function holds(text: string, bound: Bound): string {
  return `position(leaves, ${bound.text(text)}) > 0`
}

/**
 * The index knows which words an event holds, and of a word that was written whole that is all there is to know. That
 * several stand next to each other, and how one begins, is looked up in the texts of those that hold them.
 */
function wordsSql(words: readonly string[], isPrefix: boolean, bound: Bound): string {
  if (words.length === 0) return '0'
  const whole = isPrefix ? words.slice(0, -1) : words
  const parts = whole.length > 0 ? [`hasAllTokens(texts, [${whole.map((word) => bound.text(word)).join(', ')}])`] : []
  if (isPrefix || words.length > 1) {
    const outside = `[^${inWordSql}]`
    const phrase = words.join(`[^${inWordSql}\\x01]+`)
    parts.push(`match(texts, ${bound.text(`(?:^|${outside})${phrase}${isPrefix ? '' : `(?:$|${outside})`}`)})`)
  }
  return `(${parts.join(' AND ')})`
}

/** The same as `inWord`, in the engine's regular expressions. https://github.com/google/re2/wiki/Syntax */
const inWordSql = inWord.replaceAll(/\\u\{?([0-9a-f]+)\}?/g, '\\x{$1}')
