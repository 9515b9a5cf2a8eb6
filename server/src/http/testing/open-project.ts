import assert from 'node:assert/strict'
import type { Page, ValidationProblem, View } from '@occur/client/protocol'
import type { TestServer } from '../../testing/test-server.ts'
import { eventsWithKey } from './events-with-key.ts'

export const events = [
  { session_id: 'a', type: 'lookup', user_id: 'u', attributes: { ok: false, ms: 1200 } },
  { session_id: 'a', type: 'lookup', attributes: { ok: true, ms: 80 } },
  { session_id: 'a', conversation_id: 'c', type: 'human-transfer' },
  { session_id: 'b', conversation_id: 'c', type: 'lookup', attributes: { ok: true, ms: 90 } },
].map((fields, at) => ({ event_id: `e${at}`, timestamp: `2026-03-02T14:0${at}:00Z`, ...fields }))

let projects = 0

/** A project of its own with these events, an admin key, and how to speak with it. */
export async function openProject(server: TestServer) {
  const project = `project-${projects++}`
  const key = await server.createKey({ project, scopes: ['admin'] })
  await eventsWithKey(server, key).sendEvents(events)
  const call = async <Body = View>(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ) => {
    const answer = await server.fetch(`/api/v1/${path}`, {
      method,
      headers: { 'syllable-api-key': key, ...(body && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: (text === '' ? null : JSON.parse(text)) as Body }
  }
  const save = async (view: object) => {
    const { status, body } = await call('POST', 'views/', view)
    assert.equal(status, 201, JSON.stringify(body))
    return body
  }
  const get = async <Body>(path: string) => {
    const { status, body } = await call<Body>('GET', path)
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const eventIds = async (q: string) => {
    const query = `events/?${new URLSearchParams({ q, fields: 'event_id', order_by_direction: 'asc' })}`
    return (await get<Page<{ event_id: string }>>(query)).items.map(({ event_id }) => event_id).join(' ')
  }
  return { project, key, call, save, get, eventIds }
}

/** What is said of a request that was refused: of its parts, or of all of it. */
export const problems = ({ body }: { body: unknown }) => (body as ValidationProblem).detail
export const detail = ({ body }: { body: unknown }) => (body as { detail: string }).detail
/** A view of events, as it is saved. */
export const viewOf = (name: string, q: string) => ({ name, of: 'events', q })
