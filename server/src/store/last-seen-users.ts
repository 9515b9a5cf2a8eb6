import type { Params } from '../engine/bound-text.ts'
import type { Engine } from '../engine/engine.ts'

/** How many of the newest events are looked at, one after the other. Beyond that, counting everybody costs no more. */
const eventsLookedAt = [10_000, 100_000, 1_000_000]

export interface LastSeenPage {
  /** Whose events count, as a condition on `event` that holds for all events of a user or for none. */
  where: string
  params: Params
  limit: number
  offset: number
  /** Instead of `eventsLookedAt`. */
  lookAt?: readonly number[]
}

/**
 * A page of the users who were last seen last, ties by id; null when the newest events do not tell. Whoever was seen later than
 * the oldest event that was looked at is among them with that very instant, and everybody else was seen earlier.
 */
export async function lastSeenUsers(
  engine: Engine,
  { where, params, limit, offset, lookAt = eventsLookedAt }: LastSeenPage,
  left?: AbortSignal,
): Promise<string[] | null> {
  for (const countMax of lookAt) {
    const rows = await engine.rows<{ id: string; is_later: number; looked: string }>(
      `SELECT user_id AS id, max(timestamp) AS last, last > min(min(timestamp)) OVER () AS is_later,
        sum(count()) OVER () AS looked
      FROM (
        SELECT user_id, timestamp FROM event WHERE ${where} AND user_id IS NOT NULL
        ORDER BY timestamp DESC LIMIT ${countMax}
      )
      GROUP BY user_id ORDER BY last DESC, id DESC LIMIT {limit:UInt32} OFFSET {offset:UInt64}`,
      { params: { ...params, limit, offset }, ...(left && { left }) },
    )
    const last = rows.at(-1)
    if (last === undefined) continue
    const isEverything = Number(last.looked) < countMax
    if (isEverything || (rows.length === limit && last.is_later === 1)) return rows.map(({ id }) => id)
  }
  return null
}

/** How many users there are of whom an event passes. */
export async function countUsers(
  engine: Engine,
  { where, params }: Pick<LastSeenPage, 'where' | 'params'>,
  left?: AbortSignal,
): Promise<number> {
  const [row] = await engine.rows<{ count: string }>(
    `SELECT count() AS count FROM (SELECT user_id FROM event WHERE ${where} AND user_id IS NOT NULL GROUP BY user_id)`,
    { params, ...(left && { left }) },
  )
  return Number(row?.count ?? 0)
}
