import type { Params } from '../engine/bound-text.ts'
import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'

/** A page of a SELECT that has a column `id`: what it is sorted by, ties by id. */
export interface IdPage {
  /** Everything there is, as a SELECT. */
  all: string
  id: string
  sortedBy: string
  direction: 'asc' | 'desc'
  limit: number
  offset: number
  params: Params
}

/**
 * The ids of a page in order, and how many there are on all pages. What else there is to say is read afterwards, of
 * these ids alone: counting everything of everything only to sort by one column takes three times as long.
 */
export async function pageOfIds(
  engine: Engine,
  { all, id, sortedBy, direction, limit, offset, params }: IdPage,
  left?: AbortSignal,
): Promise<{ ids: string[]; count: number }> {
  const order = `${sortedBy} ${direction.toUpperCase()} NULLS LAST, ${id} ${direction.toUpperCase()}`
  const rows = await engine.rows<{ id: string; count: string }>(
    `SELECT ${id} AS id, count() OVER () AS count FROM (${all}) ORDER BY ${order}
    LIMIT {limit:UInt32} OFFSET {offset:UInt64}`,
    { params: { ...params, limit, offset }, ...(left && { left }) },
  )
  if (rows[0]) return { ids: rows.map((row) => row.id), count: Number(rows[0].count) }
  // A page beyond the last one, or of no items, has no row to say it.
  return { ids: [], count: await countAll(engine, all, params, left && { left }) }
}

/** How many rows a SELECT has. */
export async function countAll(engine: Engine, all: string, params: Params, asker: Asker = {}): Promise<number> {
  const [row] = await engine.rows<{ count: string }>(`SELECT count() AS count FROM (${all})`, { ...asker, params })
  return Number(row?.count ?? 0)
}

/** Items in the order of their ids. One that is gone meanwhile is left out. */
export function inOrderOf<Item>(ids: readonly string[], items: readonly Item[], idOf: (item: Item) => string): Item[] {
  const byId = new Map(items.map((item) => [idOf(item), item]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}
