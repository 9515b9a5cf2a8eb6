import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, type TestContext, test } from 'node:test'
import { createClient, OccurError, type StoredEvent, type TailStatus } from './client.ts'

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void

async function clientOf(context: TestContext, handler: Handler) {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    handler(request, response, body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  context.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return createClient({ url: `http://127.0.0.1:${port}/`, key: 'secret' })
}

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body))
}

const report = { accepted: 0, duplicate: 0, rejected: 1, outcomes: [] }

describe('the client', () => {
  test('sends arrays of the query as repeated keys, and the key as a bearer', async (context) => {
    const seen: unknown[] = []
    const client = await clientOf(context, (request, response) => {
      seen.push(request.url, request.headers.authorization)
      answer(response, 200, { items: [], page: 0, page_size: 25, total_pages: 0, total_count: 0 })
    })
    await client.events.list({ search_fields: ['type', 'type'], search_field_values: ['a,b', ''], limit: 0 })
    assert.deepEqual(seen, [
      '/api/v1/events/?search_fields=type&search_fields=type&search_field_values=a%2Cb&search_field_values=&limit=0',
      'Bearer secret',
    ])
  })

  test('asks for paths and transfers where they are answered', async (context) => {
    const seen: unknown[] = []
    const client = await clientOf(context, ({ method, url }, response, body) => {
      seen.push([method, url, body])
      answer(response, 200, {})
    })
    await client.paths({ start: 'type:a', depth: 2 })
    await client.transfers({ by: 'prompt' })
    await client.sessions.transfers('call/1')
    assert.deepEqual(seen, [
      ['POST', '/api/v1/ask/paths', '{"start":"type:a","depth":2}'],
      ['POST', '/api/v1/ask/transfers', '{"by":"prompt"}'],
      ['GET', '/api/v1/sessions/call%2F1/transfers', ''],
    ])
  })

  test('changes a view from the version that is named, or from any', async (context) => {
    const seen: unknown[] = []
    const client = await clientOf(context, ({ method, url, headers }, response, body) => {
      seen.push([method, url, headers['if-match'], body])
      if (method === 'DELETE') response.writeHead(204).end()
      else answer(response, 200, { name: 'v' })
    })
    const view = { of: 'events' as const, q: 'type:a' }
    await client.views.create({ name: 'v', ...view })
    await client.views.replace('v', view, { version: 3 })
    await client.views.replace('v', view)
    await client.views.delete('v', { version: 4 })
    await client.views.get('v')
    await client.views.list()
    const text = '{"of":"events","q":"type:a"}'
    assert.deepEqual(seen, [
      ['POST', '/api/v1/views/', undefined, '{"name":"v","of":"events","q":"type:a"}'],
      ['PUT', '/api/v1/views/v', '"3"', text],
      ['PUT', '/api/v1/views/v', undefined, text],
      ['DELETE', '/api/v1/views/v', '"4"', ''],
      ['GET', '/api/v1/views/v', undefined, ''],
      ['GET', '/api/v1/views/', undefined, ''],
    ])
  })

  test('an id with a slash stays one part of the path', async (context) => {
    let path: string | undefined
    const client = await clientOf(context, (request, response) => {
      path = request.url
      answer(response, 200, { items: [], next_cursor: null })
    })
    await client.sessions.events('a/b c', { limit: 5 })
    assert.equal(path, '/api/v1/sessions/a%2Fb%20c/events?limit=5')
  })

  test('sends events, a text and a stream as NDJSON', async (context) => {
    const bodies: string[] = []
    const client = await clientOf(context, (_request, response, body) => {
      bodies.push(body)
      answer(response, 201, { ...report, rejected: 0 })
    })
    const event = { timestamp: '2026-01-01T00:00:00Z' }
    await client.events.send(event)
    await client.events.send([event, event])
    await client.events.send('{"timestamp":1e400}\n')
    await client.events.send(
      (async function* () {
        yield '{"a":'
        yield new TextEncoder().encode('"é"}\n')
      })(),
    )
    const line = '{"timestamp":"2026-01-01T00:00:00Z"}\n'
    assert.deepEqual(bodies, [line, line + line, '{"timestamp":1e400}\n', '{"a":"é"}\n'])
  })

  test('a report of nothing taken is an answer; a query refused with the same status is an error', async (context) => {
    const client = await clientOf(context, (request, response) => {
      if (request.url?.includes('report=')) {
        answer(response, 422, { detail: [{ loc: ['query', 'report'], msg: 'is neither', type: 'enum' }] })
      } else {
        answer(response, 422, report)
      }
    })
    assert.deepEqual(await client.events.send('{}\n'), report)
    await assert.rejects(client.events.send('{}\n', { report: 'all' }), (error: OccurError) => {
      assert.equal(error.status, 422)
      assert.equal(error.detail, 'report: is neither')
      assert.equal(error.isPassing, false)
      return true
    })
  })

  test('an error carries status, detail and when to come back', async (context) => {
    const client = await clientOf(context, (_request, response) =>
      answer(response, 429, { detail: 'Too much at once' }, { 'Retry-After': '7' }),
    )
    await assert.rejects(client.whoami(), (error: OccurError) => {
      assert.ok(error instanceof OccurError)
      assert.deepEqual([error.status, error.detail, error.retryAfterSeconds], [429, 'Too much at once', 7])
      assert.equal(error.isPassing, true)
      return true
    })
  })

  test("a proxy's HTML is an error with its status, also where it says 200", async (context) => {
    let status = 502
    const client = await clientOf(context, (_request, response) => response.writeHead(status).end('<html>Bad</html>'))
    await assert.rejects(client.whoami(), { status: 502, detail: 'Bad Gateway' })
    status = 200
    await assert.rejects(client.whoami(), { name: 'OccurError', status: 200 })
  })

  test('a server that is not there is named, with the reason', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    await assert.rejects(createClient({ url: `http://127.0.0.1:${port}` }).whoami(), (error: OccurError) => {
      assert.equal(error.status, null)
      assert.match(error.detail, new RegExp(`127.0.0.1:${port}.*ECONNREFUSED`))
      return true
    })
  })

  test('an aborted call ends with the reason of the abort', async (context) => {
    const client = await clientOf(context, () => {})
    const left = new AbortController()
    const call = client.whoami({ signal: left.signal })
    left.abort(new Error('changed my mind'))
    await assert.rejects(call, { message: 'changed my mind' })
  })
})

describe('the tail', () => {
  const stored = (number: number) => ({ event_id: `e${number}`, cursor: `c${number}` }) as StoredEvent

  function write(response: ServerResponse, event: string, data: unknown, id = '') {
    if (!response.headersSent) response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    response.write(`${id && `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  test('resumes after the last event it saw when the connection breaks, and says so', async (context) => {
    const asked: (string | null)[] = []
    const client = await clientOf(context, (request, response) => {
      const after = new URL(request.url ?? '', 'http://x').searchParams.get('after')
      asked.push(after)
      if (after === null) {
        write(response, 'caught-up', { cursor: 'b9' })
        response.write(': heartbeat\nid: c0\n\n')
        response.socket?.end()
      } else if (after === 'c0') {
        write(response, 'event', stored(1), 'c1')
        write(response, 'event', stored(2), 'c2')
        response.write('event: event\ndata: {"event_id":"cut off in the mid')
        response.socket?.end()
      } else {
        write(response, 'event', stored(3), 'c3')
      }
    })
    const ids: string[] = []
    const states: TailStatus['state'][] = []
    for await (const event of client.events.tail({ onStatus: ({ state }) => states.push(state) })) {
      ids.push(event.event_id)
      if (ids.length === 3) break
    }
    assert.deepEqual(ids, ['e1', 'e2', 'e3'])
    assert.deepEqual(asked, [null, 'c0', 'c2'])
    assert.deepEqual(states, ['live', 'reconnecting', 'reconnecting'])
  })

  test('comes back when a goodbye or a 503 says so', async (context) => {
    let visits = 0
    const client = await clientOf(context, (_request, response) => {
      visits++
      if (visits === 1) answer(response, 503, { detail: 'starting' }, { 'Retry-After': '0' })
      else if (visits === 2) {
        write(response, 'goodbye', { reason: 'you are too slow', retry_ms: 1 })
        response.end()
      } else write(response, 'event', stored(1), 'c1')
    })
    const statuses: TailStatus[] = []
    for await (const _event of client.events.tail({ onStatus: (status) => statuses.push(status) })) break
    assert.deepEqual(statuses, [
      { state: 'reconnecting', reason: 'starting', delayMs: 0 },
      { state: 'reconnecting', reason: 'you are too slow', delayMs: 1 },
    ])
  })

  test('ends without an error when it is aborted while it waits for an event', async (context) => {
    const left = new AbortController()
    const client = await clientOf(context, (_request, response) => write(response, 'caught-up', { cursor: 'c0' }))
    for await (const _event of client.events.tail({ signal: left.signal, onStatus: () => left.abort() })) {
      assert.fail('there was no event')
    }
    assert.ok(left.signal.aborted)
  })

  test('a refusal that trying again cannot mend is thrown', async (context) => {
    const client = await clientOf(context, (_request, response) => answer(response, 401, { detail: 'No such key' }))
    await assert.rejects(client.events.tail().next(), { status: 401, detail: 'No such key' })
  })
})
