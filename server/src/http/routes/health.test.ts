import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { fastify } from 'fastify'
import { AppError } from '../../event/errors.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import type { Deps } from '../deps.ts'
import { sendProblem } from '../problems.ts'
import type { App } from '../route.ts'
import { addHealth } from './health.ts'

describe('health', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server.stop())

  test('/healthz and /readyz answer everybody, and nobody caches them', async () => {
    for (const path of ['/healthz', '/readyz', '/healthz/']) {
      const answer = await fetch(server.url + path)
      assert.equal(answer.status, 200)
      assert.equal(answer.headers.get('cache-control'), 'no-store')
      assert.deepEqual(await answer.json(), { status: 'ok' })
    }
  })

  test('/metrics is for admins, and counts requests by route, never by address', async () => {
    assert.equal((await fetch(`${server.url}/metrics`)).status, 401)
    const reader = await server.createKey({ scopes: ['read', 'ingest'] })
    assert.equal((await server.fetch('/metrics', { headers: { 'syllable-api-key': reader } })).status, 403)
    await server.fetch('/api/v1/keys/some-id-of-ours', { method: 'DELETE' })
    const answer = await server.fetch('/metrics')
    assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
    const text = await answer.text()
    assert.match(
      text,
      /occur_http_request_seconds_count\{method="DELETE",route="\/api\/v1\/keys\/:key_id",status="404"\} 1/,
    )
    assert.equal(text.includes('some-id-of-ours'), false)
    assert.match(text, /^occur_engine_memory_bytes [1-9]\d+/m)
    assert.match(text, /^occur_events_total\{outcome="accepted"\} 0$/m)
    assert.match(text, /^process_resident_memory_bytes [1-9]/m)
  })
})

describe('/readyz', () => {
  const readiness = (prove: Deps['proveReadiness']) => {
    const app = fastify() as unknown as App
    app.setErrorHandler(sendProblem)
    let nowMs = 0
    addHealth(app, { proveReadiness: prove, now: () => new Date(nowMs) } as Deps)
    return { ask: () => app.inject('/readyz'), wait: (ms: number) => (nowMs += ms) }
  }

  test('is 503 with Retry-After while the engine is not ready, and 200 as soon as it is', async () => {
    let isDown = true
    const { ask, wait } = readiness(async () => {
      if (isDown) throw new AppError('unavailable', 'The engine is starting')
    })
    const answer = await ask()
    assert.equal(answer.statusCode, 503)
    assert.match(answer.headers['retry-after'] as string, /^\d+$/)
    assert.match(answer.json().detail, /not ready: The engine is starting/)
    isDown = false
    wait(1000)
    assert.equal((await ask()).statusCode, 200)
  })

  test('is not an error of ours when the engine refuses, and gives up on one that hangs', async () => {
    const refusing = readiness(() => Promise.reject(new Error('no space left')))
    assert.equal((await refusing.ask()).statusCode, 503)
    const hanging = readiness(() => new Promise(() => {}))
    const answer = await hanging.ask()
    assert.equal(answer.statusCode, 503)
    assert.match(answer.json().detail, /no answer within 3 seconds/)
  })

  test('costs one proof a second, however many ask', async () => {
    let proofs = 0
    const { ask, wait } = readiness(async () => {
      proofs += 1
    })
    await Promise.all([ask(), ask(), ask()])
    await ask()
    assert.equal(proofs, 1)
    wait(1000)
    await ask()
    assert.equal(proofs, 2)
  })
})
