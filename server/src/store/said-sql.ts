import { descriptorBytesMax, sessionStartTypes } from '../event/session-descriptors.ts'
import { quote } from './quote.ts'
import { readableJsonSql } from './readable-json-sql.ts'

/** What an event says of itself, as SQL over its columns: for the names of `event/session-descriptors.ts`. */

/** That it opens its session. */
export const isStartSql = `ifNull(type IN (${list(sessionStartTypes)}), false)`

/** As pairs of name and JSON: attributes, and what is inside of some of them. */
export function saidSql(names: readonly string[]): string {
  const top = `JSONExtractKeysAndValuesRaw(${readableJsonSql(`ifNull(attributes, '{}')`)})`
  const parents = [...new Set(names.filter(isInside).map(parentOf))]
  if (parents.length === 0) return top
  return `arrayConcat(${top}, arrayFlatten(arrayMap(
    parent -> arrayMap(child -> (concat(parent.1, '.', child.1), child.2), JSONExtractKeysAndValuesRaw(parent.2)),
    arrayFilter(pair -> pair.1 IN (${list(parents)}) AND startsWith(pair.2, '{'), ${top}))))`
}

/** That the JSON of a pair is a text or a number, or a truth value, rather than nothing or more than one. */
export function isPlainSql(json: string): string {
  return `${json} != 'null' AND NOT match(${json}, '^[[{]')`
}

/** Such JSON as text. */
export function plainTextSql(json: string): string {
  return `if(startsWith(${json}, '"'), JSONExtractString(${json}), ${json})`
}

export function isDescribingSql(text: string): string {
  return `${text} != '' AND length(${text}) <= ${descriptorBytesMax}`
}

/** A quick look at the text, for whether it may say any of this: nearly all events of most projects say nothing. */
export function maySaySql(names: readonly string[]): string {
  const keys = names.flatMap((name) => (isInside(name) ? [name, parentOf(name)] : [name])).map((key) => `"${key}"`)
  // Any character of a key may be written as an escape.
  const escapes = [...names.join('')].map((character) => `\\u00${character.charCodeAt(0).toString(16)[0]}`)
  return `ifNull(multiSearchAny(attributes, [${list([...new Set([...keys, ...escapes])])}]), false)`
}

/** One dot is a key inside of a key, too; more dots are the flat names of OpenTelemetry. */
function isInside(name: string): boolean {
  return /^[^.]+\.[^.]+$/.test(name)
}

function parentOf(name: string): string {
  return name.slice(0, name.indexOf('.'))
}

function list(texts: readonly string[]): string {
  return texts.map(quote).join(', ')
}
