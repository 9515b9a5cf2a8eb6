/** How long one event takes to be acknowledged by a server that does nothing else: fsynced and readable. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Occur } from './contenders/occur.ts'
import { decimal, median, printTable, quantile, verdict } from './figures.ts'
import { Load } from './load.ts'
import { printMachine } from './machine.ts'
import { untilQuiet } from './process-tree.ts'

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '300' },
    'pause-ms': { type: 'string', default: '50' },
  },
})
const warmUpCount = 50
const p50MsMax = 30

await printMachine()
const folder = await mkdtemp(join(tmpdir(), 'occur-bench-'))
const load = new Load()
const occur = await Occur.start(folder)
try {
  await sendOneByOne(warmUpCount)
  await untilQuiet([occur.processId])
  const latenciesMs = await sendOneByOne(Number(options.events))
  printTable(`Acknowledgement of one event on an idle server, one every ${options['pause-ms']} ms`, [
    ['events', 'p50 ms', 'p90 ms', 'p99 ms', 'max ms'],
    [String(latenciesMs.length), ...[0.5, 0.9, 0.99, 1].map((part) => decimal(quantile(latenciesMs, part)))],
  ])
  console.log(`\n  p50 at most ${p50MsMax} ms: ${verdict(median(latenciesMs) <= p50MsMax)}`)
} finally {
  await occur.close()
  load.close()
  await rm(folder, { recursive: true, force: true })
}

async function sendOneByOne(requestCount: number): Promise<number[]> {
  await load.tell({ do: 'prepare', requestCount, eventsPerRequest: 1, format: 'json' })
  const sent = await load.tell({
    do: 'post',
    url: `${occur.url}/api/v1/events/`,
    headers: { ...occur.headers, 'Content-Type': 'application/json' },
    connectionCount: 1,
    pauseMs: Number(options['pause-ms']),
  })
  return sent.latenciesMs
}
