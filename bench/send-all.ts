import { setTimeout as sleep } from 'node:timers/promises'
import type { Occur } from './contenders/occur.ts'
import type { BenchEvent } from './invented/session.ts'
import { LeanConnection, postBytes } from './lean-connection.ts'

const eventsPerRequest = 1000
const connectionCount = 8
const busyPauseMs = 500

/** Sends all events, in their order but for what several connections do to it. Answers how many, when the last one is acknowledged. */
export async function sendAll(
  { url, headers }: Occur,
  events: Iterable<BenchEvent>,
  onAcknowledged: (count: number) => void,
): Promise<number> {
  const { hostname, port } = new URL(url)
  const target = `${url}/api/v1/events/?report=errors`
  const batches = bodies(events)
  let count = 0

  async function work(): Promise<void> {
    const connection = await LeanConnection.open(hostname, Number(port))
    try {
      // One iterator for all of them: each takes the next body that nobody has.
      for (const { body, eventCount } of batches) {
        const request = postBytes(target, { ...headers, 'Content-Type': 'application/x-ndjson' }, body)
        await sendPatiently(connection, request)
        count += eventCount
        onAcknowledged(count)
      }
    } finally {
      connection.close()
    }
  }

  await Promise.all(Array.from({ length: connectionCount }, work))
  return count
}

function* bodies(events: Iterable<BenchEvent>): Generator<{ body: Buffer; eventCount: number }> {
  let lines: string[] = []
  const take = () => {
    const body = { body: Buffer.from(`${lines.join('\n')}\n`), eventCount: lines.length }
    lines = []
    return body
  }
  for (const event of events) {
    lines.push(JSON.stringify(event))
    if (lines.length === eventsPerRequest) yield take()
  }
  if (lines.length > 0) yield take()
}

async function sendPatiently(connection: LeanConnection, request: Buffer): Promise<void> {
  for (;;) {
    const { status, body } = await connection.send(request)
    if (status === 200 || status === 201) return
    if (status !== 429 && status !== 503) throw new Error(`${status} ${body.toString().slice(0, 500)}`)
    await sleep(busyPauseMs)
  }
}
