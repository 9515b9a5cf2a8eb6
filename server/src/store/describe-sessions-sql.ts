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
  return `SELECT session_id, rule.2 AS descriptor, argMin(found, (NOT is_start, rule.3, timestamp, event_id, found)) AS value
    FROM (
      SELECT session_id, timestamp, event_id, is_start, rule,
        multiIf(rule.5 != '', rule.6, json IN ('true', 'false'), '', text) AS found
      FROM (
        SELECT session_id, timestamp, event_id, is_start, pair.1 AS name, pair.2 AS json,
          if(startsWith(json, '"'), JSONExtractString(json), json) AS text
        FROM (${saidSql(names, where)})
        ARRAY JOIN said AS pair
        WHERE name IN (${list(names)}) AND json != 'null' AND NOT match(json, '^[[{]')
      )
      ARRAY JOIN arrayFilter(
        rule -> rule.1 = name AND (is_start OR rule.4 = 0) AND rule.5 IN ('', lower(text)),
        ${rulesSql(rules)}
      ) AS rule
    )
    WHERE found != '' AND length(found) <= ${descriptorBytesMax}
    GROUP BY session_id, descriptor`
}

type Rule = DescriptorRule & { descriptor: Descriptor; rank: number }

/** Of a flag one for each word that means something: name, descriptor, rank, on start only, word or '', its meaning. */
function rulesSql(rules: readonly Rule[]): string {
  const tuples = rules.flatMap(({ name, descriptor, rank, onStartOnly, words }) => {
    const common = `${quote(name)}, ${quote(descriptor)}, ${rank}, ${onStartOnly ? 1 : 0}`
    if (words === null) return [`(${common}, '', '')`]
    return (['true', 'false'] as const).flatMap((flag) =>
      words[flag].map((word) => `(${common}, ${quote(word)}, '${flag}')`),
    )
  })
  // As one text, which takes the engine a tenth of the time to understand.
  return `CAST(${quote(`[${tuples.join(', ')}]`)}, 'Array(Tuple(String, String, UInt8, UInt8, String, String))')`
}

/** What events say of themselves, as pairs of name and JSON: attributes, and what is inside of some of them. */
function saidSql(names: readonly string[], where: string): string {
  const parents = [...new Set(names.filter(isInside).map((name) => name.split('.')[0] as string))]
  const inside = `arrayMap(
    parent -> arrayMap(child -> (concat(parent.1, '.', child.1), child.2), JSONExtractKeysAndValuesRaw(parent.2)),
    arrayFilter(pair -> pair.1 IN (${list(parents)}) AND startsWith(pair.2, '{'), top))`
  const prompt = `if(${isPrompt}, [('@prompt', toJSONString(assumeNotNull(source_id)))], [])`
  const parts = [
    'top',
    ...(parents.length > 0 ? [`arrayFlatten(${inside})`] : []),
    ...(names.includes('@prompt') ? [prompt] : []),
  ]
  return `SELECT session_id, timestamp, event_id, ifNull(type IN (${list(sessionStartTypes)}), false) AS is_start,
      ${readableJsonSql(`ifNull(attributes, '{}')`)} AS readable,
      JSONExtractKeysAndValuesRaw(readable) AS top,
      arrayConcat(${parts.join(', ')}) AS said
    FROM event
    WHERE ${where} AND ${mayDescribeSql(names)}`
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
