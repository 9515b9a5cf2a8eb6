/**
 * What Occur costs before anybody uses it: from the start of the process to the first time that `/readyz` says yes, and
 * the memory and CPU of everything that it started, at rest. On an empty data folder and on one that holds events.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Occur } from './contenders/occur.ts'
import { decimal, mebibytes, median, printTable, verdict, whole } from './figures.ts'
import { Load } from './load.ts'
import { printMachine } from './machine.ts'
import { cpuSeconds, memoryBytes, processTree, untilQuiet } from './process-tree.ts'

const { values: options } = parseArgs({
  options: {
    starts: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '20' },
    events: { type: 'string', default: '100000' },
  },
})
const eventsPerRequest = 1000
const readyMsMax = 2000
const memoryBytesMax = 400 * 1024 ** 2
const cpuPartMax = 0.02
const settleMs = 10_000

interface AtRest {
  name: string
  readyMs: number[]
  pss: number
  rss: number
  /** Of a core. */
  cpu: number
  processCount: number
}

await printMachine()
const folder = await mkdtemp(join(tmpdir(), 'occur-bench-'))
try {
  const found = [await measure('empty', () => mkdtemp(join(folder, 'empty-')))]
  const filled = join(folder, 'filled')
  await fill(filled)
  found.push(await measure(`${whole(Number(options.events))} events`, async () => filled))
  report(found)
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** Starts it several times, and looks at the last one while it rests. */
async function measure(name: string, dataFolder: () => Promise<string>): Promise<AtRest> {
  const readyMs: number[] = []
  for (let starts = 1; ; starts++) {
    const occur = await Occur.start(await dataFolder())
    try {
      readyMs.push(occur.readyMs)
      if (starts < Number(options.starts)) continue
      // What starting left behind is cleared up in the first seconds; that is not rest yet.
      await sleep(settleMs)
      await untilQuiet([occur.processId])
      const before = cpuSeconds(processTree(occur.processId))
      const beganMs = performance.now()
      await sleep(Number(options.seconds) * 1000)
      const tree = processTree(occur.processId)
      const cpu = (cpuSeconds(tree) - before) / ((performance.now() - beganMs) / 1000)
      return { name, readyMs, ...memoryBytes(tree), cpu, processCount: tree.length }
    } finally {
      await occur.close()
    }
  }
}

async function fill(dataFolder: string): Promise<void> {
  const load = new Load()
  const occur = await Occur.start(dataFolder)
  try {
    const requestCount = Number(options.events) / eventsPerRequest
    await load.tell({ do: 'prepare', requestCount, eventsPerRequest, format: 'ndjson' })
    await load.tell({
      do: 'post',
      url: `${occur.url}/api/v1/events/?report=errors`,
      headers: { ...occur.headers, 'Content-Type': 'application/x-ndjson' },
      connectionCount: 8,
    })
    await untilQuiet([occur.processId])
  } finally {
    await occur.close()
    load.close()
  }
}

function report(found: readonly AtRest[]): void {
  printTable(`At rest: ${options.starts} starts each, then ${options.seconds} s of doing nothing`, [
    ['data folder', 'ready ms (median)', 'slowest', 'memory (PSS)', 'RSS summed', 'CPU of a core', 'processes'],
    ...found.map(({ name, readyMs, pss, rss, cpu, processCount }) => [
      name,
      whole(median(readyMs)),
      whole(Math.max(...readyMs)),
      mebibytes(pss),
      mebibytes(rss),
      `${decimal(cpu * 100, 2)} %`,
      String(processCount),
    ]),
  ])
  const all = (holds: (one: AtRest) => boolean) => verdict(found.every(holds))
  console.log(`\n  ready within ${readyMsMax} ms: ${all(({ readyMs }) => median(readyMs) <= readyMsMax)}`)
  console.log(`  at most ${mebibytes(memoryBytesMax)} (PSS): ${all(({ pss }) => pss <= memoryBytesMax)}`)
  console.log(`  at most ${cpuPartMax * 100} % of a core: ${all(({ cpu }) => cpu <= cpuPartMax)}`)
}
