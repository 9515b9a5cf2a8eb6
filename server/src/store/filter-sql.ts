import type { BoundValue, Params } from '../engine/bound-text.ts'
import { AppError } from '../event/errors.ts'
import type { AttributeLeaf, AttributeTest, Condition, EventFilter } from '../event/filter.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { languageSql } from './filter-language-sql.ts'
import { LeafLookups } from './leaf-lookups.ts'
import { readableJsonSql } from './readable-json-sql.ts'

/** ClickHouse takes about a thousand parameters of a statement, and 128 KiB of a statement that has so many. */
const boundMax = 700

/** The events of a day, of 60 days with ten million, are read in about the time that a look into the index takes. */
const shortNs = 86_400_000_000_000n

/** Whoever asks for more reads the events. */
const lookupsMax = 4

/** A condition in SQL, and the values that it binds. */
export interface SqlCondition {
  sql: string
  params: Params
}

/** The one place where a filter becomes SQL: the condition on the events of one project. */
export function filterSql(
  project: string,
  filter: EventFilter,
  bound = new Bound(),
  lookups?: LeafLookups,
): SqlCondition {
  const parts = [`project = ${bound.text(project)}`]
  if (filter.from !== undefined) parts.push(`timestamp >= ${bound.instant(filter.from)}`)
  if (filter.to !== undefined) parts.push(`timestamp < ${bound.instant(filter.to)}`)
  for (const condition of filter.conditions) parts.push(conditionSql(condition, bound))
  if (filter.asked) parts.push(languageSql(filter.asked, { project, bound, ...(lookups && { lookups }) }))
  return { sql: parts.join(' AND '), params: bound.params }
}

/**
 * The same condition for who reads all events that pass, in whatever order: several, which exclude each other. Where leaves
 * have to be looked for by how they begin or how large they are, the index tells which there are, of the parts that have it;
 * the others are read. All belong into one statement, which sees one and the same state of the table. Of a short time all
 * are read: that is sooner done.
 */
export function filterSqlByParts(project: string, filter: EventFilter, bound: Bound): string[] {
  const { from, to = filter.asked?.now } = filter
  const isShort = from !== undefined && to !== undefined && to - from < shortNs
  if (isShort || !pays(project, filter)) return [filterSql(project, filter, bound).sql]
  const lookups = new LeafLookups(bound)
  const { sql } = filterSql(project, filter, bound, lookups)
  const known = lookups.partsSql
  return [`_part IN ${known} AND ${sql}`, `_part NOT IN ${known} AND ${filterSql(project, filter, bound).sql}`]
}

/** Each look stands in the statement several times, and so do all values: a statement has an end (see `boundMax`). */
function pays(project: string, filter: EventFilter): boolean {
  const bound = new Bound()
  const lookups = new LeafLookups(bound)
  filterSql(project, filter, bound, lookups)
  return lookups.count > 0 && lookups.count <= lookupsMax && bound.count <= boundMax / 10
}

function conditionSql(condition: Condition, bound: Bound): string {
  switch (condition.field) {
    case 'timestamp':
      return anyOf(condition.anyOf, (instant) => `timestamp = ${bound.instant(instant)}`)
    case 'description':
      return anyOf(condition.anyOf, (text) => `positionCaseInsensitiveUTF8(description, ${bound.text(text)}) > 0`)
    case 'attributes':
      return anyOf(condition.anyOf, (test) => attributeTestSql(test, bound))
    default:
      return `${condition.field} IN (${condition.anyOf.map((text) => bound.text(text)).join(', ')})`
  }
}

function anyOf<Value>(values: readonly Value[], sqlOf: (value: Value) => string): string {
  return `(${values.map(sqlOf).join(' OR ')})`
}

function attributeTestSql(test: AttributeTest, bound: Bound): string {
  const parts = ['attributes IS NOT NULL', ...test.map((leaf) => leafSql(leaf, bound))]
  return `(${parts.join(' AND ')})`
}

function leafSql(leaf: AttributeLeaf, bound: Bound): string {
  const json = readableJsonSql('assumeNotNull(attributes)')
  if ('path' in leaf) {
    const places = new Set([JSON.stringify([leaf.path]), JSON.stringify(leaf.path.split('.'))])
    return anyOf([...places], (place) => {
      const at = `${json}, ${keysSql(JSON.parse(place) as string[], bound)}`
      return `(JSONHas(${at}) AND if(JSONType(${at}) = 'String', JSONExtractString(${at}), JSONExtractRaw(${at})) = ${bound.text(leaf.text)})`
    })
  }
  const at = `${json}, ${keysSql(leaf.keys, bound)}`
  const { value } = leaf
  // What is absent is of this type too.
  if (value === null) return `(JSONHas(${at}) AND JSONType(${at}) = 'Null')`
  if (typeof value === 'string') {
    return `(JSONType(${at}) = 'String' AND JSONExtractString(${at}) = ${bound.text(value)})`
  }
  if (typeof value === 'number') {
    return `(JSONType(${at}) IN ('Int64', 'UInt64', 'Double') AND JSONExtractFloat(${at}) = ${bound.float(value)})`
  }
  // An empty object is contained in every object; one with members was taken apart before.
  if (typeof value === 'object' && !Array.isArray(value)) return `JSONType(${at}) = 'Object'`
  return `(JSONHas(${at}) AND JSONExtractRaw(${at}) = ${bound.text(JSON.stringify(value))})`
}

function keysSql(keys: readonly string[], bound: Bound): string {
  return keys.map((key) => bound.text(key)).join(', ')
}

/** Collects values under names of its own, so that nothing a user wrote ever stands in the statement. */
export class Bound {
  readonly params: Record<string, BoundValue> = {}
  #count = 0

  text(value: string): string {
    return this.#bind(value, 'String')
  }

  int(value: bigint): string {
    return this.#bind(value.toString(), 'Int64')
  }

  float(value: number): string {
    return this.#bind(value, 'Float64')
  }

  instant(value: TimestampNs): string {
    return `fromUnixTimestamp64Nano(${this.#bind(value.toString(), 'Int64')})`
  }

  get count(): number {
    return this.#count
  }

  #bind(value: BoundValue, type: string): string {
    if (this.#count === boundMax) {
      throw new AppError('invalid', 'This filter has too many values, or steps in paths of attributes; ask for fewer')
    }
    const name = `f${this.#count++}`
    this.params[name] = value
    return `{${name}:${type}}`
  }
}
