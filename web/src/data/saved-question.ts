import type { Interval, View, ViewDefinition, ViewQuestion } from '@occur/client/protocol'
import { type InsightSearch, insightSearchOf, measuresOf, stepsOf, textOfMeasure, withSteps } from './insight-search.ts'
import { intervalFor } from './interval.ts'
import { boundsOf } from './search.ts'

/** What is saved of a question: its filter, what it asks, over which time, and how its answer is drawn. */
export function definitionOfSearch(search: InsightSearch): ViewDefinition {
  const { q = '', range, from, to, chart } = search
  const question = { ...questionOf(search), ...(from && { from }), ...(to && { to }) }
  return {
    of: 'events',
    q,
    question,
    ...(range && { range }),
    ...(question.kind === 'measure' && { chart: chart ?? 'line' }),
  }
}

function questionOf(search: InsightSearch): ViewQuestion {
  const { by, top, tz, interval, compare, within, window, start = '', direction, depth, preceding } = search
  const common = { ...(top && { top }) }
  switch (search.kind) {
    case 'funnel':
      return {
        kind: 'funnel',
        ...common,
        steps: stepsOf(search).map(({ q, name }) => ({ q, ...(name && { name }) })),
        ...(by?.[0] && { group_by: by[0] }),
        ...(within && { within }),
        ...(window && { window_seconds: window }),
      }
    case 'paths':
      return {
        kind: 'paths',
        ...common,
        start,
        ...(direction && { direction }),
        ...(depth && { depth }),
        ...(by?.[0] && { by: by[0] }),
        ...(within && { within }),
      }
    case 'transfers':
      return {
        kind: 'transfers',
        ...common,
        ...(by?.[0] && { by: by[0] as 'prompt' | 'agent' }),
        ...(preceding !== undefined && { preceding }),
      }
    default:
      return {
        kind: 'measure',
        ...common,
        measures: measuresOf(search),
        ...(by && { group_by: by }),
        ...(interval && { interval: interval === 'auto' ? fixedInterval(search) : interval }),
        ...(tz && { time_zone: tz }),
        ...(compare && { compare }),
      }
  }
}

/** A view names its interval: one that suits its range, or days. */
function fixedInterval(search: InsightSearch): Interval {
  const { from, to } = boundsOf(search, Date.now())
  return from === undefined ? 'day' : intervalFor((to === undefined ? Date.now() : Date.parse(to)) - Date.parse(from))
}

/** The question of a view, as an address says it; undefined when it has none. */
export function searchOfView(
  view: Pick<View, 'name' | 'q' | 'question' | 'range' | 'chart'>,
): InsightSearch | undefined {
  const { name, q, question, range, chart } = view
  if (!question) return undefined
  const texts = (value: number | undefined) => (value === undefined ? undefined : String(value))
  const common = { view: name, q, range, from: question.from, to: question.to, top: texts(question.top) }
  switch (question.kind) {
    case 'measure':
      return insightSearchOf({
        ...common,
        by: question.group_by,
        measure: question.measures?.map(textOfMeasure),
        interval: question.interval,
        tz: question.time_zone,
        compare: question.compare,
        chart: chart ?? (question.interval ? 'line' : question.group_by?.length ? 'bar' : 'number'),
      })
    case 'funnel':
      return insightSearchOf({
        ...common,
        kind: 'funnel',
        ...withSteps(question.steps),
        by: question.group_by,
        within: question.within,
        window: texts(question.window_seconds),
      })
    case 'paths':
      return insightSearchOf({
        ...common,
        kind: 'paths',
        start: question.start,
        direction: question.direction,
        depth: texts(question.depth),
        by: question.by,
        within: question.within,
      })
    case 'transfers':
      return insightSearchOf({
        ...common,
        kind: 'transfers',
        by: question.by,
        preceding: texts(question.preceding),
      })
  }
}

/** Whether a view asks just this. Where it names no time zone, it is asked on the clock of whoever looks. */
export function isSameQuestion(search: InsightSearch, view: View): boolean {
  const saved = searchOfView(view)
  return saved !== undefined && contentOf(saved) === contentOf({ ...search, tz: saved.tz && search.tz })
}

/** What is asked, as it would be saved, without what is only open on the screen. */
function contentOf(search: InsightSearch): string {
  const { view: _, drop: __, ...asked } = search
  const fixed = asked.interval === 'auto' ? { ...asked, interval: fixedInterval(asked) } : asked
  const parts = Object.entries(fixed).filter(([, value]) => value !== undefined && value !== '')
  return JSON.stringify(parts.sort(([a], [b]) => (a < b ? -1 : 1)))
}
