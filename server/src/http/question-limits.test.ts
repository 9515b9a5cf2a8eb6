import assert from 'node:assert/strict'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { Writable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { pino } from 'pino'
import { until } from '../engine/testing/until.ts'
import { encodePosition } from '../event/cursor.ts'
import { type SlowStore, startSlowStore } from './testing/slow-store.ts'

const question = JSON.stringify({ measures: [{ measure: 'distinct', of: 'event_id' }], group_by: ['attributes.part'] })
const fromTheBeginning = encodePosition(new Map([[1, 0]]))

/** Every kind of question, as a path, and a body where it is posted. */
const questions: Record<string, { path: string; body?: string }> = {
  'the newest page': { path: '/api/v1/events/' },
  'a page with a filter': { path: '/api/v1/events/?q=attributes.part%3A7' },
  'a count': { path: '/api/v1/events/?limit=0&q=attributes.part%3A7' },
  'one event': { path: '/api/v1/events/slow-39-49' },
  'a list of sessions': { path: '/api/v1/sessions/?q=attributes.part%3A7' },
  'a session': { path: '/api/v1/sessions/s1' },
  'the events of a session': { path: '/api/v1/sessions/s1/events' },
  'a timeline': { path: '/api/v1/sessions/timeline/s1' },
  'a list of conversations': { path: '/api/v1/conversations/' },
  'a list of users': { path: '/api/v1/users/' },
  'the journey of a user': { path: '/api/v1/users/u1/journey' },
  'a conversation': { path: '/api/v1/conversations/c1' },
  paths: { path: '/api/v1/ask/paths', body: JSON.stringify({ start: 'attributes.part:7' }) },
  'a user': { path: '/api/v1/users/u1' },
  facets: { path: '/api/v1/facets' },
  'a question': { path: '/api/v1/ask', body: question },
  'a live tail': { path: `/api/v1/events/stream?after=${fromTheBeginning}` },
}

describe('questions in an engine that takes long', () => {
  let store: SlowStore
  const logged: string[] = []
  before(async () => {
    const stream = new Writable({
      write: (line, _encoding, done) => {
        logged.push(String(line))
        done()
      },
    })
    store = await startSlowStore({ env: { OCCUR_QUESTIONS_MAX: '2' }, log: pino({ level: 'warn' }, stream) })
  })
  after(() => store?.stop())

  for (const [name, { path, body }] of Object.entries(questions)) {
    test(`${name} that is abandoned ends in the engine`, async () => {
      const asked = ask(store, path, body)
      await until(async () => (await store.running()).length > 0)
      asked.leave()
      await until(async () => (await store.running()).length === 0)
      await until(async () => (await placesOf(store, 'running')) === 0)
    })
  }

  test('what was abandoned is no failure of the server', () => {
    assert.deepEqual(logged, [])
  })

  test('a question that waits for its place and is abandoned never begins', async () => {
    const first = ask(store, '/api/v1/ask', question)
    const second = ask(store, '/api/v1/ask', question)
    await until(async () => (await placesOf(store, 'running')) === 2)
    const third = ask(store, '/api/v1/facets')
    await until(async () => (await placesOf(store, 'waiting')) === 1)
    third.leave()
    await until(async () => (await placesOf(store, 'waiting')) === 0)
    assert.ok((await store.running()).every((sql) => !sql.includes('category AS value')))
    first.leave()
    second.leave()
    await until(async () => (await store.running()).length === 0)
  })

  test('questions that came at once on one connection all end when it is closed', async () => {
    const { hostname, port } = new URL(store.server.url)
    const socket = connect(Number(port), hostname)
    const head = `POST /api/v1/ask HTTP/1.1\r\nHost: occur\r\nSyllable-API-Key: ${store.slowKey}\r\n`
    const one = `${head}Content-Type: application/json\r\nContent-Length: ${question.length}\r\n\r\n${question}`
    socket.write(one + one + one)
    await until(async () => (await placesOf(store, 'running')) === 2 && (await placesOf(store, 'waiting')) === 1)
    socket.destroy()
    await until(async () => (await placesOf(store, 'running')) === 0 && (await placesOf(store, 'waiting')) === 0)
    await until(async () => (await store.running()).length === 0)
  })

  test('while large questions take all places, small ones and lists are answered, and large ones of others are next', async () => {
    const large = [1, 2, 3].map(() => ask(store, '/api/v1/ask', question))
    await until(async () => (await placesOf(store, 'waiting')) === 1)
    for (const small of ['events/', 'events/?q=type:none', 'sessions/?q=type:none', 'users/']) {
      assert.equal((await store.server.fetch(`/api/v1/${small}`)).status, 200)
    }
    const other = store.server.fetch('/api/v1/facets')
    await until(async () => (await placesOf(store, 'waiting')) === 2)
    large[0]!.leave()
    assert.equal((await other).status, 200)
    for (const one of large) one.leave()
    await until(async () => (await store.running()).length === 0)
  })
})

describe('questions beyond their limits', () => {
  let store: SlowStore
  before(async () => {
    store = await startSlowStore()
  })
  after(() => store?.stop())

  test('one that finds no place in time is answered 429, with when to come back and what to do', async () => {
    await store.restart({ env: { OCCUR_QUESTIONS_MAX: '1', OCCUR_QUESTION_WAIT_MS_MAX: '100' } })
    const running = ask(store, '/api/v1/ask', question)
    await until(async () => (await placesOf(store, 'running')) === 1)
    const { status, headers, text } = await ask(store, '/api/v1/facets').answer
    assert.equal(status, 429)
    assert.equal(headers['retry-after'], '2')
    assert.match(
      JSON.parse(text).detail,
      /^1 questions are being answered.* within 100 ms\. Ask again in a moment.*OCCUR_QUESTIONS_MAX/,
    )
    assert.match(await metricsOf(store), /occur_questions_refused_total\{effort="large"\} 1/)
    running.leave()
  })

  test('one that takes too long is answered 422, and ends in the engine', async () => {
    await store.restart({ env: { OCCUR_QUERY_MS_MAX: '300' } })
    const { status, text } = await ask(store, '/api/v1/ask', question).answer
    assert.equal(status, 422, text)
    const [problem] = JSON.parse(text).detail
    assert.deepEqual([problem.loc, problem.type], [['question'], 'too_expensive'])
    assert.match(problem.msg, /takes longer than one question may\. Ask for less.*OCCUR_QUERY_MS_MAX/)
    await until(async () => (await store.running()).length === 0)
  })

  test('one that needs too much memory is answered 422', async () => {
    await store.restart({ env: { OCCUR_QUERY_MEMORY_BYTES_MAX: '100000000' } })
    const { status, text } = await ask(store, '/api/v1/ask', question, store.hungryKey).answer
    assert.equal(status, 422, text)
    assert.match(JSON.parse(text).detail[0].msg, /more memory than one question may use.*OCCUR_QUERY_MEMORY_BYTES_MAX/)
  })
})

interface Asked {
  answer: Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>
  /** As a browser does that aborts a fetch: the connection is closed. */
  leave(): void
}

function ask({ server, slowKey }: SlowStore, path: string, body?: string, key = slowKey): Asked {
  const asked = request(`${server.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'syllable-api-key': key, ...(body !== undefined && { 'content-type': 'application/json' }) },
    agent: false,
  })
  const answer = new Promise<Awaited<Asked['answer']>>((resolve, reject) => {
    asked.on('error', reject)
    asked.on('response', async (response) => {
      let text = ''
      for await (const piece of response.setEncoding('utf8')) text += piece
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
    })
  })
  // Who leaves gets no answer.
  answer.catch(() => {})
  asked.end(body)
  return { answer, leave: () => void asked.destroy() }
}

async function metricsOf({ server }: SlowStore): Promise<string> {
  return (await server.fetch('/metrics')).text()
}

/** Of all kinds of questions together. */
async function placesOf(store: SlowStore, state: 'running' | 'waiting'): Promise<number> {
  const found = (await metricsOf(store)).matchAll(new RegExp(`^occur_questions\\{.*state="${state}"\\} (\\d+)$`, 'gm'))
  return [...found].reduce((sum, [, count]) => sum + Number(count), 0)
}
