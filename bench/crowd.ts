/**
 * What one heavy question costs all others: how long events take to be acknowledged, and how long the newest page takes, while
 * 1,000 events a second arrive; without and with somebody who asks about everything, over and over. In turns within one run, at ten
 * million events; `--folder` keeps them for the next time.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createClient, type OccurClient, OccurError, type Question } from '@occur/client'
import { Occur } from './contenders/occur.ts'
import { decimal, median, printTable, quantile, verdict, whole } from './figures.ts'
import { printMachine } from './machine.ts'
import { untilSettled } from './process-tree.ts'
import { keptOccur } from './questions/kept.ts'
import { arrivingOf, whileEventsArrive } from './questions/level.ts'

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '10000000' },
    folder: { type: 'string' },
    rounds: { type: 'string', default: '4' },
    /** Of one round without, and of one with the question. */
    seconds: { type: 'string', default: '20' },
    /** How many ask it at the same time. */
    askers: { type: 'string', default: '1' },
  },
})
const roundMs = Number(options.seconds) * 1000
const pageEveryMs = 100
const slowdownMax = 2

/** Reads every event there is, and keeps a set for each user. */
const heavyQuestion: Question = {
  measures: [
    { measure: 'distinct', of: 'session_id' },
    { measure: 'percentile', of: 'attributes.duration_ms', percent: 95 },
  ],
  group_by: ['user_id'],
}

/** With so many who ask the heavy question. */
interface Found {
  askers: number
  acknowledgedMs: number[]
  pageMs: number[]
  /** Of the heavy question: answers, and refusals because too much was going on. */
  answers: number
  refusals: string[]
}

await printMachine()
const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'occur-bench-')))
try {
  const kept = await keptOccur(folder, Number(options.events), console.log)
  const occur = await Occur.start(kept.folder)
  try {
    await untilSettled([occur.processId])
    const client = createClient({ url: occur.url, key: occur.key })
    const arriving = arrivingOf(occur, null, kept.filled).occur
    const [without, withAskers] = [nothingFound(0), nothingFound(Number(options.askers))]
    // What a first round finds is thrown away: it warms up.
    await measure(nothingFound(Number(options.askers)))
    for (let round = 0; round < Number(options.rounds); round++) {
      // Each begins every other time.
      for (const found of round % 2 === 0 ? [without, withAskers] : [withAskers, without]) await measure(found)
    }
    report(kept.filled.eventCount, without, withAskers)

    async function measure(found: Found): Promise<void> {
      const { arrived } = await whileEventsArrive(arriving, kept.filled, () => {
        const over = AbortSignal.timeout(roundMs)
        const askers = Array.from({ length: found.askers }, () => askOverAndOver(client, over, found))
        return Promise.all([readPages(client, over, found), ...askers])
      })
      found.acknowledgedMs.push(...arrived.latenciesMs)
    }
  } finally {
    await occur.close()
  }
} finally {
  if (!options.folder) await rm(folder, { recursive: true, force: true })
}

async function readPages(client: OccurClient, over: AbortSignal, { pageMs }: Found): Promise<void> {
  while (!over.aborted) {
    const startedMs = performance.now()
    await client.events.list()
    pageMs.push(performance.now() - startedMs)
    await sleep(pageEveryMs)
  }
}

async function askOverAndOver(client: OccurClient, over: AbortSignal, found: Found): Promise<void> {
  while (!over.aborted) {
    try {
      await client.ask(heavyQuestion, { signal: over })
      found.answers++
    } catch (error) {
      if (over.aborted) return
      if (!(error instanceof OccurError)) throw error
      found.refusals.push(error.message)
      await sleep((error.retryAfterSeconds ?? 0) * 1000, undefined, { signal: over }).catch(() => undefined)
    }
  }
}

function nothingFound(askers: number): Found {
  return { askers, acknowledgedMs: [], pageMs: [], answers: 0, refusals: [] }
}

function report(eventCount: number, without: Found, withAskers: Found): void {
  const p99 = (values: readonly number[]) => quantile(values, 0.99)
  const row = (what: string, of: (found: Found) => number) => {
    const [before, during] = [of(without), of(withAskers)]
    return [what, decimal(before), decimal(during), `${decimal(during / before, 2)} ×`]
  }
  printTable(`One heavy question beside 1,000 events a second, at ${whole(eventCount)} events`, [
    ['', 'without, ms', 'with, ms', 'slower'],
    row('acknowledgement, p50', ({ acknowledgedMs }) => median(acknowledgedMs)),
    row('acknowledgement, p99', ({ acknowledgedMs }) => p99(acknowledgedMs)),
    row('newest page, median', ({ pageMs }) => median(pageMs)),
    row('newest page, p99', ({ pageMs }) => p99(pageMs)),
  ])
  const { answers, refusals } = withAskers
  console.log(`\n  the heavy question was answered ${answers} times, and refused ${refusals.length} times`)
  for (const message of new Set(refusals)) console.log(`  refused: ${message}`)
  const slower = p99(withAskers.acknowledgedMs) / p99(without.acknowledgedMs)
  console.log(`  acknowledgement p99 at most ${slowdownMax} × as long: ${verdict(slower <= slowdownMax)}`)
}
