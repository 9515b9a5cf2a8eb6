/**
 * Whether taking events in costs more when many are stored: the same events into an empty Occur and into one that holds ten
 * million, in turns within one run. `--folder` keeps the filled one for the next time; it is measured on a copy.
 *
 * Both are started, warmed up and asked alike, and nothing begins before both have merged and indexed all that came: what the
 * one does in the background is never in a round of the other. It counts as CPU of whoever took the events in. That takes
 * minutes for each round, half an hour in all.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Occur } from './contenders/occur.ts'
import { decimal, median, printTable, verdict, whole } from './figures.ts'
import { Load } from './load.ts'
import { printMachine } from './machine.ts'
import { cpuSeconds, processTree, untilSettled } from './process-tree.ts'
import { keptOccur } from './questions/kept.ts'

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '10000000' },
    folder: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    /** Of 1,000 events each, in a round. */
    requests: { type: 'string', default: '200' },
  },
})
const rounds = Number(options.rounds)
const requestCount = Number(options.requests)
const eventsPerRequest = 1000
const eventsPerRound = requestCount * eventsPerRequest
const connectionCount = 8
const partMin = 0.9

interface Contender {
  name: string
  occur: Occur
  /** Before the first round. */
  storedCount: number
  /** Events a second, of each round. */
  rates: number[]
  /** Of a core, for each event, with the merges and indexes that come of it and the rest that follows. */
  cpuMicroseconds: number[]
}

await printMachine()
const folder = await mkdtemp(join(tmpdir(), 'occur-bench-'))
const started: Occur[] = []
const loads: Load[] = []
try {
  const wanted = Number(options.events)
  const { folder: kept, filled } = await keptOccur(options.folder ?? join(folder, 'kept'), wanted, console.log)
  await cp(kept, join(folder, 'filled'), { recursive: true })
  const contenders = [
    await contender('empty at first', join(folder, 'empty')),
    await contender(`${whole(filled.eventCount)} events stored`, join(folder, 'filled')),
  ]
  await untilAllSettled()
  // What comes is newer than all that is there.
  const load = new Load(filled.endMs + 60 * 86_400_000)
  loads.push(load)
  for (let at = -1; at < rounds; at++) {
    await load.tell({ do: 'prepare', requestCount, eventsPerRequest, format: 'ndjson' })
    // Each begins every other time; the first round warms up.
    const order = at % 2 === 0 ? contenders : contenders.toReversed()
    for (const one of order) await round(load, one, at)
  }
  for (const one of contenders) await checkAllStored(one)
  report(contenders)
} finally {
  for (const load of loads) load.close()
  for (const occur of started) await occur.close()
  await rm(folder, { recursive: true, force: true })
}

async function contender(name: string, dataFolder: string): Promise<Contender> {
  const occur = await Occur.start(dataFolder)
  started.push(occur)
  return { name, occur, storedCount: await occur.count(), rates: [], cpuMicroseconds: [] }
}

async function round(load: Load, { name, occur, rates, cpuMicroseconds }: Contender, at: number): Promise<void> {
  const cpuBefore = cpuSeconds(processTree(occur.processId))
  const { seconds } = await load.tell({
    do: 'post',
    url: `${occur.url}/api/v1/events/?report=errors`,
    headers: { ...occur.headers, 'Content-Type': 'application/x-ndjson' },
    connectionCount,
  })
  await untilAllSettled()
  if (at < 0) return
  rates.push(eventsPerRound / seconds)
  cpuMicroseconds.push(((cpuSeconds(processTree(occur.processId)) - cpuBefore) / eventsPerRound) * 1e6)
  console.log(`round ${at + 1}   ${name}   ${whole(rates.at(-1)!)} a second`)
}

function untilAllSettled(): Promise<void> {
  return untilSettled(started.map(({ processId }) => processId))
}

async function checkAllStored({ name, occur, storedCount }: Contender): Promise<void> {
  const expected = storedCount + (rounds + 1) * eventsPerRound
  const stored = await occur.count()
  if (stored !== expected) throw new Error(`${name}: ${stored} events are stored rather than ${expected}`)
}

function report(contenders: readonly Contender[]): void {
  const [empty, filled] = contenders as [Contender, Contender]
  // Of each round by itself: both ran within minutes of each other.
  const part = median(filled.rates.map((rate, at) => rate / empty.rates[at]!))
  printTable(
    `Ingest as it grows: ${rounds} rounds of ${whole(eventsPerRound)} events, ` +
      `${whole(eventsPerRequest)} a request, ${connectionCount} connections, ids, fsync`,
    [
      ['', 'events/s (median)', 'slowest', 'fastest', 'CPU µs an event, until settled'],
      ...contenders.map(({ name, rates, cpuMicroseconds }) => [
        name,
        whole(median(rates)),
        whole(Math.min(...rates)),
        whole(Math.max(...rates)),
        decimal(median(cpuMicroseconds)),
      ]),
    ],
  )
  console.log(`\n  filled is ${decimal(part, 2)} of empty (at least ${partMin}): ${verdict(part >= partMin)}`)
}
