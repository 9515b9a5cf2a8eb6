import {
  type Interval,
  intervals,
  type Measure,
  numberMeasures,
  type QuestionUnit,
  questionUnits,
  type TransferGrouping,
  transferGroupings,
  type ViewChart,
  viewCharts,
} from '@occur/client/protocol'
import { type Search, searchOf, textOf, wholeNumberOf } from './search.ts'

export const questionKinds = ['measure', 'funnel', 'paths', 'transfers'] as const
export type QuestionKind = (typeof questionKinds)[number]

/** A question as it stands in the address. What is left out is as `questions.ts` says. */
export interface InsightSearch extends Search {
  /** `saved` is no question: all that were saved. Without: `measure`. */
  kind?: Exclude<QuestionKind, 'measure'> | 'saved' | undefined
  /** Of which view the question is, as it was saved or changed since. */
  view?: string | undefined
  /** Fields, or attributes by their path: to three for `measure`, one for others; `tool`, `prompt`, `agent` for transfers. */
  by?: string[] | undefined
  /** How many are answered by themselves. */
  top?: number | undefined

  /** `count`, `distinct:session_id`, `average:attributes.duration_ms`, `p95:attributes.duration_ms`. */
  measure?: string[] | undefined
  /** `auto`: as suits the range. That is so for lines without one, too; other charts are then not over time. */
  interval?: Interval | 'auto' | undefined
  compare?: 'previous' | undefined
  chart?: Exclude<ViewChart, 'line'> | undefined

  /** Filters, in order. */
  step?: string[] | undefined
  /** What steps are called: `2:handed to a person`, counted from 1. */
  name?: string[] | undefined
  /** Seconds from the first step to the last. */
  window?: number | undefined
  within?: Exclude<QuestionUnit, 'session'> | undefined
  /** Whose list of drop-outs is open: those who got to this step, counted from 1, and no further. */
  drop?: number | undefined

  /** Where paths begin: a filter. */
  start?: string | undefined
  direction?: 'before' | undefined
  depth?: number | undefined

  /** How many events before a transfer. */
  preceding?: number | undefined
}

export const stepsMax = 10
export const groupsMax = 3
export const measuresMax = 5

/** Makes sense of whatever stands in the address bar. What makes none is left out. */
export function insightSearchOf(raw: Record<string, unknown>): InsightSearch {
  const kind = oneOf(raw.kind, ['funnel', 'paths', 'transfers', 'saved'] as const)
  const common = { ...searchOf(raw), kind, view: textOf(raw.view), top: within(raw.top, 1, 100) }
  const by = textsOf(raw.by)
  switch (kind) {
    case 'saved':
      return { kind, tz: common.tz }
    case 'funnel':
      return {
        ...common,
        by: some(by.slice(0, 1)),
        step: some(textsOf(raw.step).slice(0, stepsMax)),
        name: some(textsOf(raw.name).filter((text) => /^\d{1,2}:./.test(text))),
        window: within(raw.window, 1, 315_360_000),
        within: unitOf(raw.within),
        drop: within(raw.drop, 1, stepsMax),
      }
    case 'paths':
      return {
        ...common,
        by: some(by.slice(0, 1)),
        start: textOf(raw.start),
        direction: raw.direction === 'before' ? 'before' : undefined,
        depth: within(raw.depth, 1, 5),
        within: unitOf(raw.within),
      }
    case 'transfers': {
      const grouping = oneOf(by[0], transferGroupings)
      return {
        ...common,
        by: grouping && grouping !== 'tool' ? [grouping] : undefined,
        preceding: within(raw.preceding, 0, 10),
      }
    }
    default: {
      const chart = oneOf(raw.chart, viewCharts)
      return {
        ...common,
        by: some(by.slice(0, groupsMax)),
        measure: measureTextsOf(raw.measure),
        interval: oneOf(raw.interval, [...intervals, 'auto'] as const),
        compare: raw.compare === 'previous' ? 'previous' : undefined,
        chart: chart === 'line' ? undefined : chart,
      }
    }
  }
}

/** Without any it is how many events, which is so much the usual question that it need not be said. */
function measureTextsOf(raw: unknown): string[] | undefined {
  const texts = [...new Set(textsOf(raw).filter((text) => measureOf(text)))].slice(0, measuresMax)
  return texts.join() === 'count' ? undefined : some(texts)
}

/** What a text of the address measures; undefined when that is nothing. */
export function measureOf(text: string): Measure | undefined {
  if (text === 'count') return { measure: 'count' }
  const [, name = '', of = ''] = /^([a-z0-9.]+):(.+)$/.exec(text) ?? []
  if (of === '') return undefined
  if (name === 'distinct') return { measure: 'distinct', of }
  const percent = /^p(\d{1,2}(?:\.\d{1,3})?|100)$/.exec(name)?.[1]
  if (percent !== undefined) return { measure: 'percentile', of, percent: Number(percent) }
  const number = oneOf(name, numberMeasures)
  return number && number !== 'percentile' ? { measure: number, of } : undefined
}

export function textOfMeasure(measure: Measure): string {
  if (measure.measure === 'count') return 'count'
  if (measure.measure === 'percentile') return `p${measure.percent}:${measure.of}`
  return `${measure.measure}:${measure.of}`
}

export function measuresOf({ measure }: InsightSearch): Measure[] {
  const measures = (measure ?? []).flatMap((text) => measureOf(text) ?? [])
  return measures.length > 0 ? measures : [{ measure: 'count' }]
}

/** The names of steps by their place, counted from 0. */
export function stepNamesOf({ name = [] }: InsightSearch): Map<number, string> {
  return new Map(
    name.map((text) => {
      const colon = text.indexOf(':')
      return [Number(text.slice(0, colon)) - 1, text.slice(colon + 1)]
    }),
  )
}

export interface Step {
  q: string
  name?: string | undefined
}

export function stepsOf(search: InsightSearch): Step[] {
  const names = stepNamesOf(search)
  return (search.step ?? []).map((q, at) => ({ q, name: names.get(at) }))
}

/** The steps as an address says them. */
export function withSteps(steps: readonly Step[]): Pick<InsightSearch, 'step' | 'name' | 'drop'> {
  return {
    step: some(steps.map(({ q }) => q)),
    name: some(steps.flatMap(({ name }, at) => (name ? [`${at + 1}:${name}`] : []))),
    drop: undefined,
  }
}

export function groupingOf({ by }: InsightSearch): TransferGrouping {
  return oneOf(by?.[0], transferGroupings) ?? 'tool'
}

function textsOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string' && one !== '')
}

function some<One>(list: One[]): One[] | undefined {
  return list.length > 0 ? list : undefined
}

function oneOf<One extends string>(value: unknown, known: readonly One[]): One | undefined {
  return known.find((one) => one === value)
}

function unitOf(value: unknown): Exclude<QuestionUnit, 'session'> | undefined {
  const unit = oneOf(value, questionUnits)
  return unit === 'session' ? undefined : unit
}

function within(value: unknown, min: number, max: number): number | undefined {
  const number = wholeNumberOf(value)
  return number !== undefined && number >= min && number <= max ? number : undefined
}
