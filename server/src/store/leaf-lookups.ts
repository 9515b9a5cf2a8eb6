import { leafMarks } from '../event/leaves.ts'
import type { Bound } from './filter-sql.ts'
import { indexedLeaves, leafIndex, leafIndexedCharacters } from './schema/leaves.ts'

/** As many leaves are looked for; of more it takes less time to read the events. */
const leavesMax = 20_000
/** As many are looked at for that, counted in each part. */
const readMax = 1_000_000
/** A number takes no more: https://tc39.es/ecma262/#sec-numeric-types-number-tostring */
const numberCharacters = 25

/**
 * Asks the index of leaves which there are that begin in some way, instead of all events whether they have one: thousands
 * rather than millions. What it says holds for the parts that have the index and a leaf of that kind; those are `partsSql`.
 */
export class LeafLookups {
  readonly #bound: Bound
  readonly #found: string[] = []

  constructor(bound: Bound) {
    this.#bound = bound
  }

  /** That an event has a leaf that begins so. Null where the index does not know that much of one. */
  beginsSql(beginning: string): string | null {
    return [...beginning].length > leafIndexedCharacters ? null : this.#anySql(beginning, () => '1')
  }

  /** That one of the numbers at this path compares so. */
  numberSql(path: string, op: string, value: string): string | null {
    const beginning = path + leafMarks.number
    if ([...beginning].length + numberCharacters > leafIndexedCharacters) return null
    return this.#anySql(
      beginning,
      (leaf) =>
        `toFloat64OrNull(substringUTF8(${leaf}, ${[...beginning].length + 1})) ${op} ${this.#bound.float(Number(value))}`,
    )
  }

  get count(): number {
    return this.#found.length
  }

  /** The names of the parts that all of these know about, as a subquery. */
  get partsSql(): string {
    return `(SELECT arrayJoin(arrayIntersect(${this.#found.map((found) => `${found}.2`).join(', ')})))`
  }

  /**
   * Leaves and parts come from one look, or a part could be believed known whose leaves are not: parts are merged and indexed
   * meanwhile. The engine looks once, however often the same look stands in a statement. Who finds too much knows no part.
   */
  #anySql(beginning: string, passesSql: (leaf: string) => string): string {
    const found = `(
      SELECT (leaves, if(length(leaves) > ${leavesMax} OR read = ${readMax}, [], parts)) FROM (
        SELECT groupUniqArrayIf(${leavesMax + 1})(token, ${passesSql('token')}) AS leaves,
          groupUniqArray(part_name) AS parts, count() AS read
        FROM (
          SELECT token, part_name FROM mergeTreeTextIndex(currentDatabase(), event, ${leafIndex})
          WHERE startsWith(token, ${this.#bound.text(beginning)}) LIMIT ${readMax}
        )
      )
    )`
    this.#found.push(found)
    return `hasAny(${indexedLeaves}, ${found}.1)`
  }
}
