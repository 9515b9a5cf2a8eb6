/**
 * How fast events go in: NDJSON by HTTP into Occur, the same bytes straight into a bare ClickHouse, and the same events
 * into PostgreSQL 15; everything with fsync, 1,000 events a request, 8 connections. The contenders take turns within
 * one run, so that what disturbs the machine disturbs all of them.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { BareEngine } from './contenders/bare-engine.ts'
import { Occur } from './contenders/occur.ts'
import { Postgres } from './contenders/postgres.ts'
import { decimal, median, printTable, verdict, whole } from './figures.ts'
import { Load } from './load.ts'
import { printMachine } from './machine.ts'
import { untilQuiet } from './process-tree.ts'

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    /** Of 1,000 events each, in a round. */
    requests: { type: 'string', default: '80' },
    /** Occur beside the bare engine only, for when it is being tuned. */
    'without-postgres': { type: 'boolean', default: false },
    /** An option for the Node that runs Occur, such as --cpu-prof. */
    node: { type: 'string', multiple: true, default: [] },
  },
})
const rounds = Number(options.rounds)
const requestCount = Number(options.requests)
const eventsPerRequest = 1000
const connectionCount = 8
/** As long as a round: until then Occur's code is still being compiled, which happens once and is over after a second. */
const warmUpRequestCount = requestCount

/** Who is measured: takes all that was prepared and answers in how many seconds. */
interface Contender {
  name: string
  processId: number
  insert(): Promise<number>
  count(): Promise<number>
  close(): Promise<void>
}

await printMachine()
const folder = await mkdtemp(join(tmpdir(), 'occur-bench-'))
const load = new Load()
const contenders: Contender[] = []
try {
  contenders.push(await occur(), await bareEngine())
  if (!options['without-postgres']) contenders.push(...(await postgres()))

  await round(warmUpRequestCount, contenders)
  const rates = new Map(contenders.map((contender) => [contender, [] as number[]]))
  let bytes = 0
  for (let at = 0; at < rounds; at++) {
    // Each begins once in a while.
    const order = contenders.map((_, index) => contenders[(index + at) % contenders.length]!)
    bytes += await round(requestCount, order, rates)
  }
  const eventCount = rounds * requestCount * eventsPerRequest
  for (const { name, count } of contenders) {
    const expected = eventCount + warmUpRequestCount * eventsPerRequest
    if ((await count()) !== expected) throw new Error(`${name} holds ${await count()} events rather than ${expected}`)
  }
  report(rates, bytes / eventCount)
} finally {
  for (const contender of contenders) await contender.close()
  load.close()
  await rm(folder, { recursive: true, force: true })
}

/** Everybody gets the same events, which nobody had before. Answers their bytes. */
async function round(
  requestCount: number,
  order: readonly Contender[],
  rates?: ReadonlyMap<Contender, number[]>,
): Promise<number> {
  const { bytes } = await load.tell({ do: 'prepare', requestCount, eventsPerRequest, format: 'ndjson' })
  for (const contender of order) {
    await untilQuiet(contenders.map(({ processId }) => processId))
    const seconds = await contender.insert()
    rates?.get(contender)?.push((requestCount * eventsPerRequest) / seconds)
  }
  return bytes
}

function report(rates: ReadonlyMap<Contender, number[]>, bytesPerEvent: number): void {
  const [ours, bare, postgres] = contenders.map((contender) => rates.get(contender)!)
  // Of each round by itself: its contenders ran within seconds of each other.
  const ratios = (theirs: readonly number[]) => ours!.map((rate, at) => rate / theirs[at]!)
  printTable(
    `Ingest: ${rounds} rounds of ${whole(requestCount * eventsPerRequest)} events (${whole(bytesPerEvent)} bytes each as JSON), ` +
      `${whole(eventsPerRequest)} a request, ${connectionCount} connections, ids, fsync`,
    [
      ['contender', 'events/s (median)', 'MB/s', 'slowest', 'fastest', 'Occur is'],
      ...contenders.map((contender) => {
        const rate = rates.get(contender)!
        return [
          contender.name,
          whole(median(rate)),
          decimal((median(rate) * bytesPerEvent) / 1e6),
          whole(Math.min(...rate)),
          whole(Math.max(...rate)),
          rate === ours ? '' : `${decimal(median(ratios(rate)), 2)} ×`,
        ]
      }),
    ],
  )
  console.log()
  console.log(`  at least 60 % of the bare engine: ${verdict(median(ratios(bare!)) >= 0.6)}`)
  if (postgres) console.log(`  at least 4 times PostgreSQL: ${verdict(median(ratios(postgres)) >= 4)}`)
}

async function occur(): Promise<Contender> {
  const server = await Occur.start(join(folder, 'occur'), options.node)
  const headers = { ...server.headers, 'Content-Type': 'application/x-ndjson' }
  // As `occur import` asks: what was accepted is counted, what was not is listed.
  const url = `${server.url}/api/v1/events/?report=errors`
  return {
    name: 'Occur',
    processId: server.processId,
    insert: async () => (await load.tell({ do: 'post', url, headers, connectionCount })).seconds,
    count: () => server.count(),
    close: () => server.close(),
  }
}

async function bareEngine(): Promise<Contender> {
  const engine = await BareEngine.start(join(folder, 'engine'))
  const { insertUrl: url, headers } = engine
  return {
    name: 'the bare engine',
    processId: engine.processId,
    insert: async () => (await load.tell({ do: 'post', url, headers, connectionCount })).seconds,
    count: () => engine.count(),
    close: () => engine.close(),
  }
}

async function postgres(): Promise<Contender[]> {
  const server = await Postgres.start()
  if (!server) return []
  return [
    {
      name: 'PostgreSQL 15',
      processId: server.processId,
      insert: async () => {
        const { files } = await load.tell({ do: 'scripts', folder, connectionCount })
        return server.runScripts(files)
      },
      count: () => server.count(),
      close: () => server.close(),
    },
  ]
}
