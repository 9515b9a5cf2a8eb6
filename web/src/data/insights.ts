import type {
  Answer,
  Funnel,
  FunnelAnswer,
  Interval,
  PathsAnswer,
  PathsQuestion,
  Question,
  TransfersAnswer,
  TransfersQuestion,
  ViewChart,
} from '@occur/client/protocol'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { request } from './api.ts'
import { groupingOf, type InsightSearch, measuresOf, stepsOf } from './insight-search.ts'
import { intervalFor } from './interval.ts'
import { boundsOf, type Search } from './search.ts'
import { createTurns } from './turns.ts'
import { browserZone } from './zone.ts'

/** An answer, and the interval that was taken where the question left it open. */
export interface MeasuredAnswer extends Answer {
  interval: Interval | undefined
}

export const topDefault = 10
const topOfTable = 50
export const depthDefault = 3
export const precedingDefault = 5

/** What is asked stays on the screen until its answer is there, and is not asked again when somebody looks away. */
const asked = { placeholderData: keepPreviousData, staleTime: 60_000, refetchOnWindowFocus: false }

export function measureQuery(search: InsightSearch) {
  const { q, range, from, to, tz, by, measure, interval, compare } = search
  const top = search.top ?? (search.chart === 'table' ? topOfTable : topDefault)
  const overTime = isOverTime(search)
  return queryOptions({
    queryKey: ['ask', 'measure', { q, range, from, to, tz, by, top, measure, interval, compare, overTime }],
    queryFn: async ({ signal }): Promise<MeasuredAnswer> => {
      const bounds = boundsOf(search, Date.now())
      const named = interval === 'auto' ? undefined : interval
      const step = overTime ? (named ?? (await fittingInterval(search, bounds, signal))) : undefined
      const question: Question = {
        ...(q && { q }),
        ...bounds,
        measures: measuresOf(search),
        group_by: by ?? [],
        top,
        ...(step && { interval: step, time_zone: tz ?? browserZone() }),
        // Without a beginning there is no time before it.
        ...(compare && bounds.from !== undefined && { compare }),
      }
      return { ...(await ask<Answer>('ask', question, signal, onlyCounts(question))), interval: step }
    },
    ...asked,
  })
}

/** Lines are over time; what else is shown, when an interval is named. */
export function isOverTime({
  chart = 'line',
  interval,
}: {
  chart?: ViewChart | undefined
  interval?: InsightSearch['interval']
}): boolean {
  return chart === 'line' || interval !== undefined
}

/** The interval for a span that is known, or else for the one that the events take. */
async function fittingInterval(
  { q }: Search,
  { from, to }: { from?: string; to?: string },
  signal: AbortSignal,
): Promise<Interval> {
  if (from !== undefined) return intervalFor((to === undefined ? Date.now() : Date.parse(to)) - Date.parse(from))
  const { covered } = await ask<Answer>('ask', { ...(q && { q }), ...(to && { to }) }, signal)
  return covered.from && covered.to ? intervalFor(Date.parse(covered.to) - Date.parse(covered.from)) : 'day'
}

export function funnelQuery(search: InsightSearch) {
  const { q, range, from, to, tz, by, top, within, window, drop } = search
  const steps = stepsOf(search)
  return queryOptions({
    queryKey: ['ask', 'funnel', { q, range, from, to, tz, by, top, within, window, drop, steps }],
    queryFn: ({ signal }) => {
      const funnel: Funnel = {
        steps: steps.map(({ q, name }) => ({ q, ...(name && { name }) })),
        ...(q && { q }),
        ...boundsOf(search, Date.now()),
        ...(within && { within }),
        ...(window && { window_seconds: window }),
        ...(by?.[0] && { group_by: by[0], top: top ?? topDefault }),
        ...(drop && drop <= steps.length && { drop_outs: { after_step: drop, limit: 100 } }),
      }
      return ask<FunnelAnswer>('ask/funnel', funnel, signal)
    },
    enabled: steps.length >= 2,
    ...asked,
  })
}

export function pathsQuery(search: InsightSearch) {
  const { q, range, from, to, tz, by, top, within, start, direction, depth } = search
  return queryOptions({
    queryKey: ['ask', 'paths', { q, range, from, to, tz, by, top, within, start, direction, depth }],
    queryFn: ({ signal }) => {
      const question: PathsQuestion = {
        start: start ?? '',
        depth: depth ?? depthDefault,
        top: top ?? 6,
        ...(direction && { direction }),
        ...(by?.[0] && { by: by[0] }),
        ...(within && { within }),
        ...(q && { q }),
        ...boundsOf(search, Date.now()),
      }
      return ask<PathsAnswer>('ask/paths', question, signal)
    },
    enabled: start !== undefined,
    ...asked,
  })
}

/** How many of the sessions had a transfer in the time of the same length before the search's; asked once it is due. */
export function transfersBeforeQuery(search: InsightSearch, isDue: boolean) {
  const { q, range, from, to, tz } = search
  const nowMs = Date.now()
  const bounds = boundsOf(search, nowMs)
  return queryOptions({
    queryKey: ['ask', 'transfers before', { q, range, from, to, tz }],
    queryFn: ({ signal }) => {
      const fromMs = Date.parse(bounds.from ?? '')
      const lengthMs = (bounds.to === undefined ? nowMs : Date.parse(bounds.to)) - fromMs
      const question: TransfersQuestion = {
        ...{ by: 'tool', top: 1, preceding: 0 },
        ...(q && { q }),
        ...{ from: new Date(fromMs - lengthMs).toISOString(), to: bounds.from as string },
      }
      return ask<TransfersAnswer>('ask/transfers', question, signal)
    },
    // Without a beginning there is no time before it.
    enabled: isDue && bounds.from !== undefined,
    ...asked,
  })
}

export function transfersQuery(search: InsightSearch) {
  const { q, range, from, to, tz, top, preceding } = search
  const by = groupingOf(search)
  return queryOptions({
    queryKey: ['ask', 'transfers', { q, range, from, to, tz, top, preceding, by }],
    queryFn: ({ signal }) => {
      const question: TransfersQuestion = {
        by,
        top: top ?? topDefault,
        preceding: preceding ?? precedingDefault,
        ...(q && { q }),
        ...boundsOf(search, Date.now()),
      }
      return ask<TransfersAnswer>('ask/transfers', question, signal)
    },
    ...asked,
  })
}

/** When the first and the last event were, and how many there are; nulls where there is none. */
export const extentQuery = queryOptions({
  queryKey: ['ask', 'extent'],
  queryFn: async ({ signal }) => (await ask<Answer>('ask', {}, signal, true)).covered,
  staleTime: 60_000,
  refetchOnWindowFocus: false,
})

/**
 * A server of the smallest size answers two large questions at a time, and refuses those that have waited too long. A
 * dashboard asks more at once, so they wait here, where giving up costs nothing.
 */
const turns = createTurns(2)

function ask<Answered>(path: string, question: object, signal: AbortSignal, isQuick = false): Promise<Answered> {
  const post = () => request<Answered>(`/api/v1/${path}`, { method: 'POST', body: question, signal })
  return turns.take(signal, post, isQuick)
}

/** Whether a question only counts, and so of all events, that the server need not read them. */
function onlyCounts({ q, measures = [] }: Question): boolean {
  return q === undefined && measures.every(({ measure }) => measure === 'count')
}
