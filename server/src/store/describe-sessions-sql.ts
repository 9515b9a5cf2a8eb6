import {
  type Descriptor,
  type DescriptorRule,
  descriptorBytesMax,
  rulesOf,
  sessionStartTypes,
} from '../event/session-descriptors.ts'
import { quote } from './quote.ts'
import { readableJsonSql } from './readable-json-sql.ts'

/**
 * What the events that pass `where` say of their sessions: rows of `session_id`, `descriptor`, `value`. Flags are
 * 'true' or 'false'. Of several values the one wins that the event that opens the session says; then that of the
 * preferred attribute; then the earliest. Lists show what this finds and filter by it, so the two always agree.
 */
export function describeSessionsSql(wanted: readonly Descriptor[], where: string): string {
  const rules = wanted.flatMap((descriptor) => rulesOf(descriptor).map((rule, rank) => ({ ...rule, descriptor, rank })))
  const names = [...new Set(rules.map(({ name }) => name))]
  return `SELECT session_id, rule.1 AS descriptor, argMin(found, (NOT is_start, rule.2, timestamp, event_id)) AS value
    FROM (
      SELECT session_id, timestamp, event_id, is_start, rule,
        if(rule.4, ${flagSql(rules)}, said) AS found
      FROM (
        SELECT session_id, timestamp, event_id, ifNull(type IN (${list(sessionStartTypes)}), false) AS is_start,
          arrayJoin(${saidSql(names)}) AS pair, pair.1 AS name,
          if(startsWith(pair.2, '"'), JSONExtractString(pair.2), pair.2) AS said
        FROM event
        WHERE ${where} AND ${mayDescribeSql(names)}
      )
      ARRAY JOIN arrayFilter(rule -> rule.5 = name AND (is_start OR NOT rule.3), ${rulesSql(rules)}) AS rule
    )
    WHERE found != '' AND length(found) <= ${descriptorBytesMax}
    GROUP BY session_id, descriptor`
}

type Rule = DescriptorRule & { descriptor: Descriptor; rank: number }

function rulesSql(rules: readonly Rule[]): string {
  const tuples = rules.map(
    ({ descriptor, rank, onStartOnly, words, name }) =>
      `(${quote(descriptor)}, ${rank}, ${onStartOnly}, ${words !== null}, ${quote(name)})`,
  )
  return `[${tuples.join(', ')}]`
}

function flagSql(rules: readonly Rule[]): string {
  const cases = rules.flatMap(({ name, words }) =>
    words === null
      ? []
      : (['true', 'false'] as const).map(
          (flag) => `name = ${quote(name)} AND lower(said) IN (${list(words[flag])}), '${flag}'`,
        ),
  )
  return cases.length === 0 ? `''` : `multiIf(${cases.join(', ')}, '')`
}

/** What an event says under these names, as pairs of name and JSON. Only texts and numbers describe, and true and false. */
function saidSql(names: readonly string[]): string {
  const parents = [...new Set(names.filter(isInside).map((name) => name.split('.')[0] as string))]
  const json = readableJsonSql(`assumeNotNull(attributes)`)
  const top = `JSONExtractKeysAndValuesRaw(${json})`
  const inside = `arrayFlatten(arrayMap(
    parent -> arrayMap(child -> (concat(parent.1, '.', child.1), child.2), JSONExtractKeysAndValuesRaw(parent.2)),
    arrayFilter(parent -> parent.1 IN (${list(parents)}) AND startsWith(parent.2, '{'), ${top})))`
  const pairs = parents.length === 0 ? top : `arrayConcat(${top}, ${inside})`
  const said = `arrayFilter(pair -> pair.1 IN (${list(names)}) AND pair.2 != 'null' AND NOT match(pair.2, '^[[{]'), ${pairs})`
  const fromAttributes = `if(attributes IS NULL, [], ${said})`
  if (!names.includes('@prompt')) return fromAttributes
  return `arrayConcat(${fromAttributes}, if(${isPrompt}, [('@prompt', toJSONString(assumeNotNull(source_id)))], []))`
}

const isPrompt = `(ifNull(source = 'llm-prompt', false) AND source_id IS NOT NULL)`

/** A quick look at the text: nearly all events of most projects say nothing of their session. */
function mayDescribeSql(names: readonly string[]): string {
  const keys = names
    .filter((name) => name !== '@prompt')
    .map((name) => `"${isInside(name) ? name.split('.')[1] : name}"`)
  // A dotted name may be one key. And any key may be written with escapes, which is rare enough to let them all pass.
  const dotted = names.filter((name) => name.includes('.')).map((name) => `"${name}"`)
  const needles = [...new Set([...keys, ...dotted]), '\\u']
  const inAttributes = `ifNull(multiSearchAny(attributes, [${list(needles)}]), false)`
  return names.includes('@prompt') ? `(${inAttributes} OR ${isPrompt})` : inAttributes
}

/** One dot is a key inside of a key, too; more dots are the flat names of OpenTelemetry. */
function isInside(name: string): boolean {
  return /^[^.]+\.[^.]+$/.test(name)
}

function list(texts: readonly string[]): string {
  return texts.map(quote).join(', ')
}
