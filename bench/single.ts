/**
 * How many requests of one event each are acknowledged a second, on 256 connections, and how long each takes. An
 * acknowledgement means fsynced and readable; requests that arrive together share a commit.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Occur } from './contenders/occur.ts'
import { decimal, median, printTable, quantile, verdict, whole } from './figures.ts'
import { Load } from './load.ts'
import { printMachine } from './machine.ts'
import { untilQuiet } from './process-tree.ts'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '8' },
    connections: { type: 'string', default: '256' },
    node: { type: 'string', multiple: true, default: [] },
  },
})
const rounds = Number(options.rounds)
const connectionCount = Number(options.connections)
const warmUpSeconds = 3
/** More than any round sends. */
const requestsPerSecondMax = 15_000
const perSecondAtLeast = 5000

await printMachine()
const folder = await mkdtemp(join(tmpdir(), 'occur-bench-'))
const load = new Load()
const occur = await Occur.start(folder, options.node)
try {
  let acknowledged = await round(warmUpSeconds).then(({ requests }) => requests)
  const rows: string[][] = []
  const rates: number[] = []
  for (let at = 1; at <= rounds; at++) {
    const { requests, seconds, latenciesMs } = await round(Number(options.seconds))
    acknowledged += requests
    rates.push(requests / seconds)
    const times = [0.5, 0.99, 1].map((part) => decimal(quantile(latenciesMs, part)))
    rows.push([`round ${at}`, whole(requests), whole(requests / seconds), ...times])
  }
  const stored = await occur.count()
  if (stored !== acknowledged) throw new Error(`${acknowledged} events were acknowledged, but ${stored} are stored`)
  printTable(`One event a request, ${connectionCount} connections, fsync`, [
    ['', 'acknowledged', 'a second', 'p50 ms', 'p99 ms', 'max ms'],
    ...rows,
  ])
  console.log(`\n  at least ${whole(perSecondAtLeast)} a second: ${verdict(median(rates) >= perSecondAtLeast)}`)
  console.log(`  (median ${whole(median(rates))}; every one of the ${whole(stored)} acknowledged events is stored)`)
} finally {
  await occur.close()
  load.close()
  await rm(folder, { recursive: true, force: true })
}

async function round(seconds: number) {
  const requestCount = Math.ceil(seconds * requestsPerSecondMax)
  await load.tell({ do: 'prepare', requestCount, eventsPerRequest: 1, format: 'json' })
  await untilQuiet([occur.processId])
  const headers = { ...occur.headers, 'Content-Type': 'application/json' }
  const url = `${occur.url}/api/v1/events/`
  return load.tell({ do: 'post', url, headers, connectionCount, msMax: seconds * 1000 })
}
