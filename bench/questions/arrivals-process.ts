/** The process that sends what arrives: see `Sender`. */
import { setTimeout as sleep } from 'node:timers/promises'
import { eventFields } from '@occur/client/protocol'
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

type Send = (events: readonly BenchEvent[]) => Promise<void>

/** Those that are told to be quick. */
const quickBatch = 1000

let isStopped = false
process.on('message', async (said: SendOrder | 'stop') => {
  if (said === 'stop') isStopped = true
  else process.send!(await obey(said))
})

async function obey({ target, filled, skip, count }: SendOrder): Promise<Arrived> {
  const events = arrivals(filled, skip)
  const { send, close } = 'psql' in target ? toPostgres(target.psql) : await toOccur(target)
  const latenciesMs: number[] = []
  let arrived = 0
  const next = (limit: number) => Array.from({ length: limit }, () => events.next().value as BenchEvent)
  // Looks for the first one, which takes time, before any time is taken.
  let batch = next(count === undefined ? arrivalsPerRequest : Math.min(count, quickBatch))
  const startedMs = performance.now()
  for (let at = 0; !isStopped && batch.length > 0; at++) {
    const dueMs = count === undefined ? startedMs + (at * 1000) / requestsPerSecond : performance.now()
    await sleep(Math.max(0, dueMs - performance.now()))
    await send(batch)
    latenciesMs.push(performance.now() - dueMs)
    arrived += batch.length
    if (at === 0) process.send!('begun')
    batch = next(count === undefined ? arrivalsPerRequest : Math.min(count - arrived, quickBatch))
  }
  close()
  return { events: arrived, seconds: (performance.now() - startedMs) / 1000, latenciesMs }
}

async function toOccur({ url, headers }: Extract<Target, { url: string }>): Promise<{ send: Send; close(): void }> {
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

const columns = ['event_id', ...eventFields].join(', ')

function toPostgres(psql: readonly string[]): { send: Send; close(): void } {
  const session = new PsqlSession(psql)
  return {
    send: async (events) => {
      const json = JSON.stringify(events).replaceAll("'", "''")
      await session.rows(
        `INSERT INTO event (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::event, '${json}') ` +
          'ON CONFLICT DO NOTHING',
      )
    },
    close: () => session.close(),
  }
}
