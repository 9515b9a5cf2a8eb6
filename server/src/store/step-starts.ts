import type { Interval } from '@occur/client/protocol'
import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import { AppError } from '../event/errors.ts'
import type { CheckedQuestion } from '../event/question.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { Bound } from './filter-sql.ts'
import { stepSettings, stepSql } from './measure-sql.ts'

const stepCountMax = 5000

/** Looking so often misses no step, however the clocks of a zone are set. */
const lookMsOf: Record<Interval, number> = {
  minute: 60_000,
  quarter_hour: 900_000,
  hour: 1_800_000,
  day: 21_600_000,
  week: 86_400_000,
  month: 86_400_000,
}

/** Steps that always take the same time where clocks are never changed. */
const stepMsOf: Partial<Record<Interval, number>> = {
  minute: 60_000,
  quarter_hour: 900_000,
  hour: 3_600_000,
  day: 86_400_000,
}

/**
 * When each step of a range begins, in milliseconds since 1970, without a gap. Unless they only have to be counted off, asked of
 * the engine, which knows when a day begins where clocks are changed. Refuses more steps than anybody could look at.
 */
export async function stepStarts(
  engine: Engine,
  { from, to }: { from?: TimestampNs; to?: TimestampNs },
  { interval, timeZone }: Pick<CheckedQuestion, 'interval' | 'timeZone'>,
  asker: Asker = {},
): Promise<number[]> {
  if (from === undefined || to === undefined) throw new Error('A range without an end has no number of steps')
  const fromMs = floorMs(from)
  const lastMs = floorMs(to - 1n)
  const stepMs = timeZone === 'UTC' ? stepMsOf[interval!] : undefined
  if (stepMs !== undefined) {
    const first = Math.floor(fromMs / stepMs)
    const count = Math.floor(lastMs / stepMs) - first + 1
    if (count > stepCountMax) throw tooManySteps()
    return Array.from({ length: count }, (_, n) => (first + n) * stepMs)
  }
  const lookMs = lookMsOf[interval!]
  const looks = Math.ceil((lastMs - fromMs) / lookMs) + 1
  if (looks > stepCountMax * 60) throw tooManySteps()
  const bound = new Bound()
  const zone = bound.text(timeZone)
  const instant = `toDateTime64(fromUnixTimestamp64Milli(least(${bound.int(BigInt(fromMs))} + number * ${lookMs}, ${bound.int(BigInt(lastMs))})), 9, 'UTC')`
  const rows = await engine.rows<{ at: string }>(
    `SELECT DISTINCT ${stepSql(interval!, instant, zone)} AS at FROM numbers(${looks}) ORDER BY at`,
    { ...asker, params: bound.params, settings: stepSettings },
  )
  if (rows.length > stepCountMax) throw tooManySteps()
  return rows.map(({ at }) => Number(at))
}

function floorMs(instant: TimestampNs): number {
  return Number(instant / 1_000_000n) - (instant < 0n && instant % 1_000_000n !== 0n ? 1 : 0)
}

function tooManySteps(): AppError {
  return new AppError(
    'invalid',
    `That is more than ${stepCountMax} steps; ask for a longer interval or a shorter range`,
  )
}
