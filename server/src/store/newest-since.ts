import type { Engine } from '../engine/engine.ts'
import type { TimestampNs } from '../event/timestamp.ts'

/**
 * An instant since which there are at most so many events of the project, and at least half of that; null when there are no
 * more in all. Counting from an instant on reads next to nothing, while finding the n-th newest event reads far more than n.
 */
export async function newestSince(
  engine: Engine,
  project: string,
  countMax: number,
  left?: AbortSignal,
): Promise<TimestampNs | null> {
  const common = left ? { left } : {}
  const countSince = async (instant: TimestampNs) => {
    const [row] = await engine.rows<{ count: string }>(
      `SELECT count() AS count FROM event
      WHERE project = {project:String} AND timestamp >= fromUnixTimestamp64Nano({instant:Int64})`,
      { params: { project, instant: instant.toString() }, ...common },
    )
    return Number(row?.count ?? 0)
  }
  const end = async (direction: 'ASC' | 'DESC') => {
    const [row] = await engine.rows<{ at: string }>(
      `SELECT toUnixTimestamp64Nano(timestamp) AS at FROM event WHERE project = {project:String}
      ORDER BY timestamp ${direction} LIMIT 1`,
      { params: { project }, ...common },
    )
    return row ? BigInt(row.at) : null
  }
  const [first, last] = await Promise.all([end('ASC'), end('DESC')])
  if (first === null || last === null || (await countSince(first)) <= countMax) return null
  // Since `tooEarly` there are too many, since `late` there are not.
  let tooEarly = first
  let late = last
  while (late - tooEarly > 1n) {
    const middle = (tooEarly + late) / 2n
    const count = await countSince(middle)
    if (count > countMax) tooEarly = middle
    else late = middle
    if (count <= countMax && count * 2 >= countMax) break
  }
  return late
}
