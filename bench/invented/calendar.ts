import { firstAbove } from './chance.ts'

const hourMs = 3_600_000

/** How many calls there are in each hour of the day, UTC, against each other: quiet nights, a dip at lunch. */
const byHour = [6, 4, 3, 3, 4, 8, 16, 34, 58, 76, 84, 80, 66, 72, 82, 80, 70, 58, 46, 38, 30, 22, 14, 9]
/** And on each day of the week, from Sunday. */
const byWeekday = [0.35, 1.25, 1.1, 1, 1, 0.95, 0.5]

/** Answers when the given part (0 to 1) of all calls between two instants has come in, by the rhythm of days and weeks. */
export function calendar(beginMs: number, endMs: number): (part: number) => number {
  const hours = Math.max(1, Math.ceil((endMs - beginMs) / hourMs))
  const reached = new Float64Array(hours)
  let sum = 0
  for (let at = 0; at < hours; at++) {
    const hour = new Date(beginMs + at * hourMs)
    sum += byHour[hour.getUTCHours()]! * byWeekday[hour.getUTCDay()]!
    reached[at] = sum
  }
  return (part) => {
    const wanted = part * sum
    const hour = firstAbove(reached, wanted)
    const before = hour === 0 ? 0 : reached[hour - 1]!
    const insideHour = Math.min(1, (wanted - before) / (reached[hour]! - before))
    return Math.min(endMs, beginMs + (hour + insideHour) * hourMs)
  }
}
