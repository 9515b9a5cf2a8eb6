import type { Answer, AnsweredGroup, Interval, Question } from '@occur/client/protocol'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { ApiError, request } from './api.ts'
import { askedOf } from './explore.ts'
import { intervalFor } from './interval.ts'
import { boundsOf, type Search } from './search.ts'
import { msOf } from './time.ts'
import { browserZone, startOfDay, type Zone } from './zone.ts'

/** How many events there were over time, of each value of what they are divided by. */
export interface Histogram {
  interval: Interval
  /** When each step begins, in seconds. */
  times: number[]
  /** The largest first; `rest` are all others together. */
  groups: { key: string | null; values: (number | null)[]; isRest?: boolean }[]
}

export const intervalNames: Record<Interval, string> = {
  minute: 'minute',
  quarter_hour: '15 minutes',
  hour: 'hour',
  day: 'day',
  week: 'week',
  month: 'month',
}

/** More steps than this are not told apart. */
const stepsMax = 240

const groupCountMax = 7

export function histogramQuery(search: Search, by: string | undefined) {
  const asked = askedOf(search)
  return queryOptions({
    queryKey: ['explore', 'histogram', { ...asked, by }],
    queryFn: ({ signal }) => histogramOf(asked, by, Date.now(), signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
}

async function histogramOf(
  search: Search,
  by: string | undefined,
  nowMs: number,
  signal: AbortSignal,
): Promise<Histogram | null> {
  const ask = (question: Question) =>
    request<Answer>('/api/v1/ask', { method: 'POST', body: { ...question, ...(search.q && { q: search.q }) }, signal })
  const bounds = boundsOf(search, nowMs)
  const range = bounds.from === undefined ? await coveredBy(ask, bounds) : bounds
  if (range?.from === undefined) return null
  const interval = intervalFor((range.to ? msOf(range.to) : nowMs) - msOf(range.from), stepsMax)
  const question: Question = {
    ...{ interval, top: groupCountMax, time_zone: search.tz ?? browserZone() },
    ...(by === undefined ? {} : { group_by: [by] }),
  }
  try {
    return histogramFrom(await ask({ ...question, ...range }), interval, range.to ? undefined : nowMs, search.tz)
  } catch (error) {
    // An event of a far future makes too many steps of a range without an end: then it ends now.
    if (!(error instanceof ApiError) || error.status !== 422 || range.to !== undefined) throw error
    return histogramFrom(
      await ask({ ...question, ...range, to: new Date(nowMs).toISOString() }),
      interval,
      nowMs,
      search.tz,
    )
  }
}

/** From when to when there are events: the server only says it of a question over time. */
async function coveredBy(
  ask: (question: Question) => Promise<Answer>,
  bounds: { from?: string; to?: string },
): Promise<{ from: string; to: string } | undefined> {
  const { covered } = await ask({ ...bounds, interval: 'month' })
  return covered.from === null || covered.to === null || covered.events === 0
    ? undefined
    : { from: covered.from, to: covered.to }
}

/** The steps of an answer; where no time was asked until, up to now: what nothing happened in is a step too. */
export function histogramFrom(
  { groups, rest }: Pick<Answer, 'groups' | 'rest'>,
  interval: Interval,
  untilMs: number | undefined,
  zone: Zone,
): Histogram | null {
  const known = (groups[0] ?? rest)?.series?.map(({ at }) => msOf(at) / 1000) ?? []
  if (known.length === 0) return null
  const times = [...known, ...stepsUntil(interval, known.at(-1) ?? 0, untilMs, zone)]
  const valuesOf = ({ series = [] }: Pick<AnsweredGroup, 'series'>) =>
    times.map((_, index) => series[index]?.values[0] ?? (index < series.length ? null : 0))
  return {
    interval,
    times,
    groups: [
      ...groups.map((group) => ({ key: group.key[0] ?? null, values: valuesOf(group) })),
      ...(rest ? [{ key: null, values: valuesOf(rest), isRest: true }] : []),
    ],
  }
}

/** The steps between the last event and now, in which nothing was. */
function stepsUntil(interval: Interval, lastSeconds: number, untilMs: number | undefined, zone: Zone): number[] {
  if (untilMs === undefined || interval === 'month') return []
  const steps: number[] = []
  const seconds: Partial<Record<Interval, number>> = { minute: 60, quarter_hour: 900, hour: 3600 }
  const days = interval === 'week' ? 7 : 1
  const after = (at: number) =>
    seconds[interval] === undefined ? startOfDay(at * 1000, zone, -days) / 1000 : at + (seconds[interval] ?? 0)
  for (let at = after(lastSeconds); at * 1000 < untilMs && steps.length < 1000; at = after(at)) steps.push(at)
  return steps
}
