/**
 * The process that makes the load: apart from everything that is measured, and the same for all. It prepares request
 * bodies, and then sends them; only the sending is timed.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { insertSql } from './contenders/event-table.ts'
import type { BenchEvent } from './invented/session.ts'
import { sixtyDays } from './invented/sixty-days.ts'
import { type Answer, LeanConnection, postBytes } from './lean-connection.ts'
import type { LoadAnswers, LoadOrder, PostOrder, PrepareOrder, ScriptsOrder, Sent } from './load.ts'

/** More than any bench sends. */
const eventCount = 10_000_000
const events = sixtyDays({ seed: 2, eventCount, endMs: Number(process.argv[2]) })
let requests: BenchEvent[][] = []
let bodies: Buffer[] = []

process.on('message', async (order: LoadOrder) => {
  try {
    process.send!({ answer: await obey(order) })
  } catch (error) {
    process.send!({ error: String((error as Error).stack) })
  }
})

function obey(order: LoadOrder): LoadAnswers[keyof LoadAnswers] | Promise<LoadAnswers[keyof LoadAnswers]> {
  if (order.do === 'prepare') return prepare(order)
  if (order.do === 'post') return post(order)
  return writeScripts(order)
}

function prepare({ requestCount, eventsPerRequest, format }: PrepareOrder): { bytes: number } {
  requests = Array.from({ length: requestCount }, () => Array.from({ length: eventsPerRequest }, nextEvent))
  bodies = requests.map((batch) =>
    Buffer.from(
      format === 'json' ? JSON.stringify(batch[0]) : batch.map((event) => `${JSON.stringify(event)}\n`).join(''),
    ),
  )
  return { bytes: bodies.reduce((sum, { length }) => sum + length, 0) }
}

function nextEvent(): BenchEvent {
  return events.next().value as BenchEvent
}

/** Each connection takes the next body as soon as it has its answer, until none is left or the time is up. */
async function post({ url, headers, connectionCount, msMax, pauseMs }: PostOrder): Promise<Sent> {
  const prepared = bodies.map((body) => postBytes(url, headers, body))
  const { hostname, port } = new URL(url)
  const open = () => LeanConnection.open(hostname, Number(port))
  const connections = await Promise.all(Array.from({ length: connectionCount }, open))
  const latenciesMs: number[] = []
  const failures: string[] = []
  let next = 0

  globalThis.gc?.()
  const startedMs = performance.now()
  const untilMs = msMax === undefined ? Number.POSITIVE_INFINITY : startedMs + msMax
  const work = async (connection: LeanConnection) => {
    while (next < prepared.length) {
      const sentMs = performance.now()
      if (sentMs >= untilMs) return
      const answer = await connection.send(prepared[next++]!)
      latenciesMs.push(performance.now() - sentMs)
      if (pauseMs) await sleep(pauseMs)
      if (answer.status >= 300 || answer.status === 207) failures.push(textOf(answer))
    }
  }
  await Promise.all(connections.map(work))
  const seconds = (performance.now() - startedMs) / 1000
  for (const connection of connections) connection.close()
  if (failures.length > 0) throw new Error(`${failures.length} requests were refused, the first with ${failures[0]}`)
  return { seconds, requests: latenciesMs.length, latenciesMs }
}

/** The same events as INSERTs of as many rows, one file for each connection. */
async function writeScripts({ folder, connectionCount }: ScriptsOrder): Promise<{ files: string[] }> {
  const scripts: string[][] = Array.from({ length: connectionCount }, () => [])
  for (const [index, batch] of requests.entries()) {
    scripts[index % connectionCount]!.push(`${insertSql(batch)};\n`)
  }
  const files = scripts.map((_, index) => join(folder, `rows-${index}.sql`))
  await Promise.all(files.map((file, index) => writeFile(file, scripts[index]!.join(''))))
  return { files }
}

function textOf({ status, body }: Answer): string {
  return `${status} ${body.toString().slice(0, 500)}`
}
