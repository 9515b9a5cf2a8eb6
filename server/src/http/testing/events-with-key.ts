import assert from 'node:assert/strict'
import type { IngestReport, Page, StoredEvent } from '@occur/client/protocol'
import type { TestServer } from '../../testing/test-server.ts'

let projects = 0

/** A project of its own: what a test sends nobody else finds. */
export async function newProject(server: TestServer) {
  const project = `p-${projects++}`
  const key = await server.createKey({ scopes: ['ingest', 'read'], project })
  return { project, key, ...eventsWithKey(server, key) }
}

export type EventsWithKey = ReturnType<typeof eventsWithKey>

/** Sends and reads events over HTTP with this key. A query stands for all that follows `/api/v1/events/`. */
export function eventsWithKey(server: TestServer, key = server.key) {
  /** One body, as it is. Instead of a report, an error answers its `detail`. */
  async function send(body: string | Buffer, headers: Record<string, string> = {}, query = '') {
    const answer = await server.fetch(`/api/v1/events/${query}`, {
      method: 'POST',
      headers: { 'syllable-api-key': key, 'content-type': 'application/json', ...headers },
      body,
    })
    const report = (await answer.json()) as IngestReport & { detail?: string }
    return { status: answer.status, headers: answer.headers, report }
  }
  /** Events that must all be taken. */
  async function sendEvents(events: readonly object[]) {
    const { status, report } = await send(JSON.stringify(events))
    assert.equal(status, 201, JSON.stringify(report))
  }
  const get = (query: string) => server.fetch(`/api/v1/events/${query}`, { headers: { 'syllable-api-key': key } })
  async function page(query: string) {
    const answer = await get(query)
    const text = await answer.text()
    assert.equal(answer.status, 200, text)
    return JSON.parse(text) as Page<StoredEvent>
  }
  /** Of all that is stored, to a thousand. */
  const listIds = async () => (await page('?limit=1000&fields=event_id')).items.map(({ event_id }) => event_id)
  return { send, sendEvents, get, page, listIds }
}
