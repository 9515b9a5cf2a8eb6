/**
 * Whether taking events in costs more when many are stored: the same events into an empty Occur and into one that holds ten
 * million, in turns within one run. `--folder` keeps the filled one for the next time; it is measured on a copy.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Occur } from './contenders/occur.ts'
import { decimal, median, printTable, verdict, whole } from './figures.ts'
import { Load } from './load.ts'
import { printMachine } from './machine.ts'
import { cpuSeconds, processTree, untilQuiet, untilSettled } from './process-tree.ts'
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
const connectionCount = 8
const partMin = 0.9

interface Contender {
  name: string
  occur: Occur
  /** Events a second, of each round. */
  rates: number[]
  /** Of a core, with the merges that come of it, for each event. */
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
  await untilSettled(contenders[1]!.occur.processId)
  // What comes is newer than all that is there.
  const load = new Load(filled.endMs + 60 * 86_400_000)
  loads.push(load)
  for (let at = -1; at < rounds; at++) {
    await load.tell({ do: 'prepare', requestCount, eventsPerRequest, format: 'ndjson' })
    // Each begins every other time; the first round warms up.
    const order = at % 2 === 0 ? contenders : contenders.toReversed()
    for (const one of order) await round(load, one, at >= 0)
  }
  report(contenders)
} finally {
  for (const load of loads) load.close()
  for (const occur of started) await occur.close()
  await rm(folder, { recursive: true, force: true })
}

async function contender(name: string, dataFolder: string): Promise<Contender> {
  const occur = await Occur.start(dataFolder)
  started.push(occur)
  return { name, occur, rates: [], cpuMicroseconds: [] }
}

async function round(load: Load, { occur, rates, cpuMicroseconds }: Contender, counts: boolean): Promise<void> {
  await untilQuiet(started.map(({ processId }) => processId))
  const cpuBefore = cpuSeconds(processTree(occur.processId))
  const { seconds } = await load.tell({
    do: 'post',
    url: `${occur.url}/api/v1/events/?report=errors`,
    headers: { ...occur.headers, 'Content-Type': 'application/x-ndjson' },
    connectionCount,
  })
  await untilQuiet([occur.processId])
  if (!counts) return
  const events = requestCount * eventsPerRequest
  rates.push(events / seconds)
  cpuMicroseconds.push(((cpuSeconds(processTree(occur.processId)) - cpuBefore) / events) * 1e6)
}

function report(contenders: readonly Contender[]): void {
  const [empty, filled] = contenders as [Contender, Contender]
  // Of each round by itself: both ran within seconds of each other.
  const part = median(filled.rates.map((rate, at) => rate / empty.rates[at]!))
  printTable(
    `Ingest as it grows: ${rounds} rounds of ${whole(requestCount * eventsPerRequest)} events, ` +
      `${whole(eventsPerRequest)} a request, ${connectionCount} connections, ids, fsync`,
    [
      ['', 'events/s (median)', 'slowest', 'fastest', 'CPU µs an event, merges included'],
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
