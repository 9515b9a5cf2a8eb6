import type { NewEvent, TextField } from '../../event/event.ts'
import type { CheckedFunnel } from '../../event/funnel.ts'
import { leavesOf, pathOf } from '../../event/leaves.ts'
import { matches } from '../../event/matches.ts'
import type { FoundFunnel, FoundSteps } from '../funnel.ts'

/** What a funnel answers, said a second time and plainly: every attempt of everybody is gone through. */
export function recountFunnel(events: readonly NewEvent[], funnel: CheckedFunnel): FoundFunnel {
  const end = funnel.to === undefined ? undefined : funnel.to + (funnel.windowNs ?? 0n)
  const passing = events
    .filter(({ timestamp }) => funnel.from === undefined || timestamp >= funnel.from)
    .filter(({ timestamp }) => end === undefined || timestamp < end)
    .filter((event) => event[funnel.unit] !== null && passes(event, funnel.asked))
    .map((event) => ({ event, steps: stepsOf(event, funnel), key: keyOf(event, funnel) }))
    .filter(({ steps }) => steps.length > 0)
    .toSorted(inOrder)
  const units = Map.groupBy(passing, ({ event }) => event[funnel.unit]!)
  const attempts = [...units].flatMap(([id, own]) => bestAttempt(own, funnel).map((best) => ({ id, ...best })))

  const byKey = [...Map.groupBy(attempts, ({ key }) => key)].toSorted(
    ([a, ofA], [b, ofB]) => ofB.length - ofA.length || compareKeys(a, b),
  )
  const isGrouped = funnel.groupBy !== null
  const others = byKey.slice(funnel.top).flatMap(([, of]) => of)
  const instants = passing.map(({ event }) => event.timestamp)
  return {
    total: count(attempts, funnel),
    groups: isGrouped ? byKey.slice(0, funnel.top).map(([key, of]) => ({ key, ...count(of, funnel) })) : [],
    rest: isGrouped && others.length > 0 ? count(others, funnel) : null,
    dropOuts: attempts
      .filter(({ path }) => path.length === funnel.dropOuts?.afterStep)
      .map(({ id, path }) => ({ id, at: path.at(-1)! }))
      .toSorted((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at > b.at ? -1 : 1))
      .slice(0, funnel.dropOuts?.limit),
    events: passing.length,
    bounds: instants.length === 0 ? null : { first: instants[0]!, last: instants.at(-1)! },
  }
}

interface Passing {
  event: NewEvent
  /** Which steps it passes, from 0 on, in order. */
  steps: number[]
  key: string | null
}

interface Attempt {
  /** The instants of its steps. */
  path: bigint[]
  key: string | null
}

function passes(event: NewEvent, { filter, now }: CheckedFunnel['asked']): boolean {
  return matches(filter, { ...event, writer: 1, seq: 1 }, now)
}

function stepsOf(event: NewEvent, { steps, to }: CheckedFunnel): number[] {
  const isEarly = to === undefined || event.timestamp < to
  return steps.flatMap((step, at) => (passes(event, step) && (at > 0 || isEarly) ? [at] : []))
}

function keyOf(event: NewEvent, { groupBy }: CheckedFunnel): string | null {
  if (groupBy === null) return null
  if (groupBy.name !== 'attributes') return event[groupBy.name as TextField]
  const leaves = leavesOf(JSON.parse(event.attributes ?? '{}') as object)
  const found = leaves.find(({ path }) => path === pathOf(groupBy.path))
  return found === undefined ? null : String(found.value)
}

/** By time, then by the first step that they pass, then by the last ones, then by their group. */
function inOrder(a: Passing, b: Passing): number {
  if (a.event.timestamp !== b.event.timestamp) return a.event.timestamp < b.event.timestamp ? -1 : 1
  const number = ({ steps }: Passing) => steps.reduce((sum, step) => sum + 2 ** step, 0)
  return a.steps[0]! - b.steps[0]! || number(a) - number(b) || compareKeys(a.key, b.key)
}

/** No value comes last. */
function compareKeys(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}

/** One attempt for each first step; the one that got furthest, and the earliest of those. None without a first step. */
function bestAttempt(own: readonly Passing[], funnel: CheckedFunnel): Attempt[] {
  const attempts = own.flatMap(({ steps, key }, start) =>
    steps.includes(0) ? [{ path: pathFrom(own, start, funnel), key }] : [],
  )
  const furthest = Math.max(...attempts.map(({ path }) => path.length))
  return attempts.filter(({ path }) => path.length === furthest).slice(0, 1)
}

function pathFrom(own: readonly Passing[], start: number, { steps, windowNs }: CheckedFunnel): bigint[] {
  const began = own[start]!.event.timestamp
  const path = [began]
  for (const { event, steps: passed } of own.slice(start + 1)) {
    if (windowNs !== null && event.timestamp > began + windowNs) break
    if (path.length < steps.length && passed.includes(path.length)) path.push(event.timestamp)
  }
  return path
}

function count(attempts: readonly Attempt[], { steps }: CheckedFunnel): FoundSteps {
  const reached = steps.map((_, at) => attempts.filter(({ path }) => path.length > at))
  return {
    counts: reached.map((of) => of.length),
    seconds: reached.map((of, at) => {
      if (at === 0 || of.length === 0) return null
      const seconds = of.map(({ path }) => Number(path[at]! - path[at - 1]!) / 1e9).toSorted((a, b) => a - b)
      return {
        median: quantile(seconds, 0.5),
        p90: quantile(seconds, 0.9),
        average: seconds.reduce((sum, one) => sum + one, 0) / seconds.length,
      }
    }),
  }
}

/** With linear interpolation between neighbours. */
function quantile(sorted: readonly number[], part: number): number {
  const place = part * (sorted.length - 1)
  const below = sorted[Math.floor(place)]!
  return below + (place - Math.floor(place)) * (sorted[Math.ceil(place)]! - below)
}
