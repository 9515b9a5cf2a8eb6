import type { Answer, Covered } from '@occur/client/protocol'
import { bothOf } from './click-through.ts'
import type { InsightSearch } from './insight-search.ts'
import type { Search } from './search.ts'

/** What went wrong with a tool, as senders say it. */
export const failedTools = 'source:tool-call (attributes.ok:false OR attributes.error:*)'

/**
 * Questions that are worth asking of whatever agents there are. How many events there were of each category, and how many
 * tool calls failed in all, is in an answer that is needed anyway: so these two are asked over time.
 */
export const overview: Record<'events' | 'failing' | 'slowest' | 'transfers', InsightSearch> = {
  events: { interval: 'auto', chart: 'bar', by: ['category'], top: 8 },
  failing: { q: failedTools, interval: 'auto', chart: 'bar', by: ['source_id'], top: 8, compare: 'previous' },
  slowest: {
    q: 'source:tool-call attributes.duration_ms:*',
    measure: ['p95:attributes.duration_ms', 'p50:attributes.duration_ms', 'count'],
    chart: 'bar',
    by: ['source_id'],
    top: 8,
  },
  transfers: { kind: 'transfers', top: 8, preceding: 0 },
}

/** A question within what the dashboard is narrowed to. */
export function narrowedTo({ q, range, from, to, tz }: Search, question: InsightSearch): InsightSearch {
  const isTimed = range !== undefined || from !== undefined || to !== undefined
  return { ...question, q: bothOf(question.q, q), tz: tz ?? question.tz, ...(isTimed && { range, from, to }) }
}

/** What was counted of all groups together. */
export function allGroups({ groups, rest }: Pick<Answer, 'groups' | 'rest'>): {
  now: number
  /** Null where it was not compared. */
  before: number | null
  series: number[]
} {
  const all = rest ? [...groups, rest] : groups
  const sum = (counts: readonly (number | null | undefined)[]) =>
    counts.reduce<number>((total, count) => total + (count ?? 0), 0)
  const steps = all[0]?.series ?? []
  return {
    now: sum(all.map(({ values }) => values[0])),
    before: all.some(({ previous }) => previous) ? sum(all.map(({ previous }) => previous?.values[0])) : null,
    series: steps.map((_, at) => sum(all.map(({ series }) => series?.[at]?.values[0]))),
  }
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/**
 * Over which time the dashboard looks when nobody says: a day while everything is of the last one, else a week; and
 * where nothing happened lately, the last week in which something did.
 */
export function usualTime(
  { from, to }: Pick<Covered, 'from' | 'to'>,
  nowMs: number,
): Pick<Search, 'range' | 'from' | 'to'> {
  const [firstMs, lastMs] = [Date.parse(from ?? ''), Date.parse(to ?? '')]
  if (Number.isNaN(lastMs) || lastMs > nowMs - dayMs) return { range: firstMs > nowMs - dayMs ? '-24h' : '-7d' }
  const endMs = (Math.floor(lastMs / hourMs) + 1) * hourMs
  return { from: new Date(endMs - 7 * dayMs).toISOString(), to: new Date(endMs).toISOString() }
}
