/** The process that sends what arrives: see `Sender`. */
import { setTimeout as sleep } from 'node:timers/promises'
import { insertSql } from '../contenders/event-table.ts'
import { PsqlSession } from '../contenders/psql-session.ts'
import type { BenchEvent } from '../invented/session.ts'
import { LeanConnection, postBytes } from '../lean-connection.ts'
import {
  type Arrived,
  arrivals,
  arrivalsPerRequest,
  requestsPerSecond,
  type SendOrder,
  type Target,
} from './arrivals.ts'

interface Connection {
  send(events: readonly BenchEvent[]): Promise<void>
  close(): void
}

const connectionCount = 4
/** Those that are told to be quick. */
const quickBatch = 1000

let isStopped = false
process.on('message', async (said: SendOrder | 'stop') => {
  if (said === 'stop') isStopped = true
  else process.send!(await obey(said))
})

async function obey({ target, filled, skip, count }: SendOrder): Promise<Arrived> {
  const events = arrivals(filled, skip)
  const latenciesMs: number[] = []
  let taken = 0
  const next = () => {
    const size = count === undefined ? arrivalsPerRequest : Math.min(count - taken, quickBatch)
    taken += size
    return Array.from({ length: size }, () => events.next().value as BenchEvent)
  }
  // The first ones take time to be found: not once time is taken.
  let batch = next()
  let requests = 0
  const startedMs = performance.now()

  async function work({ send, close }: Connection): Promise<void> {
    while (!isStopped && batch.length > 0) {
      const sent = batch
      batch = next()
      const dueMs = count === undefined ? startedMs + (requests++ * 1000) / requestsPerSecond : performance.now()
      await sleep(Math.max(0, dueMs - performance.now()))
      await send(sent)
      if (latenciesMs.push(performance.now() - dueMs) === 1) process.send!('begun')
    }
    close()
  }

  const open = () => ('psql' in target ? toPostgres(target.psql) : toOccur(target))
  await Promise.all((await Promise.all(Array.from({ length: connectionCount }, open))).map(work))
  return { events: taken - batch.length, seconds: (performance.now() - startedMs) / 1000, latenciesMs }
}

async function toOccur({ url, headers }: Extract<Target, { url: string }>): Promise<Connection> {
  const { hostname, port } = new URL(url)
  const connection = await LeanConnection.open(hostname, Number(port))
  const ndjson = { ...headers, 'Content-Type': 'application/x-ndjson' }
  return {
    send: async (events) => {
      const body = Buffer.from(events.map((event) => `${JSON.stringify(event)}\n`).join(''))
      const answer = await connection.send(postBytes(`${url}/api/v1/events/?report=errors`, ndjson, body))
      if (answer.status >= 300 || answer.status === 207) throw new Error(`${answer.status} ${answer.body}`)
    },
    close: () => connection.close(),
  }
}

function toPostgres(psql: readonly string[]): Connection {
  const session = new PsqlSession(psql)
  return {
    send: async (events) => {
      await session.rows(insertSql(events))
    },
    close: () => session.close(),
  }
}
