import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import cookie from '@fastify/cookie'
import { fastify } from 'fastify'
import { pino } from 'pino'
import type { Keys } from '../event/keys.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { guard } from './access.ts'
import type { App } from './route.ts'

describe('access', () => {
  let server: TestServer
  let logged = ''
  before(async () => {
    const destination = new Writable({
      write(chunk, _encoding, done) {
        logged += chunk
        done()
      },
    })
    server = await startTestServer({ log: pino({ level: 'trace' }, destination) })
  })
  after(() => server.stop())

  const whoami = (headers: Record<string, string>) => fetch(`${server.url}/api/v1/whoami`, { headers })

  test('a key is taken from either header, whatever the case of its name', async () => {
    for (const headers of [
      { 'Syllable-API-Key': server.key },
      { 'syllable-api-key': ` ${server.key} ` },
      { Authorization: `Bearer ${server.key}` },
      { authorization: `bearer  ${server.key}` },
    ]) {
      const answer = await whoami(headers)
      assert.equal(answer.status, 200)
      const { project, name, scopes } = (await answer.json()) as Record<string, unknown>
      assert.deepEqual({ project, name, scopes }, { project: 'default', name: 'admin', scopes: ['admin'] })
    }
  })

  test('no key, a wrong key and half a key are 401, and say so in the way of the contract', async () => {
    const almost = server.key.slice(0, -1) + (server.key.endsWith('0') ? '1' : '0')
    for (const headers of [
      {},
      { 'Syllable-API-Key': '' },
      { 'Syllable-API-Key': 'occ_' },
      { 'Syllable-API-Key': almost },
      { 'Syllable-API-Key': `${server.key}, ${server.key}` },
      { authorization: `Basic ${server.key}` },
      { authorization: 'Bearer' },
      { cookie: `occur_session=${server.key}` },
    ]) {
      const answer = await whoami(headers as Record<string, string>)
      assert.equal(answer.status, 401, JSON.stringify(headers))
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/)
      assert.equal(typeof ((await answer.json()) as { detail: unknown }).detail, 'string')
    }
  })

  test('a key without the scope is 403, and hears which scope is needed', async () => {
    const key = await server.createKey({ scopes: ['ingest', 'read'] })
    const answer = await fetch(`${server.url}/api/v1/keys/`, { headers: { 'Syllable-API-Key': key } })
    assert.equal(answer.status, 403)
    assert.match(((await answer.json()) as { detail: string }).detail, /scope admin; this one has ingest, read/)
  })

  test('the secret of server.json manages keys and reads metrics, and nothing else', async () => {
    const headers = { authorization: `Bearer ${server.operatorSecret}` }
    assert.equal((await fetch(`${server.url}/api/v1/keys/`, { headers })).status, 200)
    assert.equal((await fetch(`${server.url}/metrics`, { headers })).status, 200)
    assert.equal((await whoami(headers)).status, 403)
  })

  test('neither a key, nor the sign-in token, nor a cookie is ever logged', async () => {
    const token = new URL(server.signInUrl).searchParams.get('token') as string
    await whoami({ 'Syllable-API-Key': server.key, authorization: `Bearer ${server.key}` })
    await fetch(`${server.url}/api/v1/nowhere?key=${server.key}`)
    await fetch(`${server.url}/api/v1/keys/?project=${server.key}`, { headers: { authorization: server.key } })
    await fetch(`${server.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: server.key }),
    })
    await fetch(`${server.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"key":"${server.key}"`,
    })
    const signedIn = await fetch(server.signInUrl, { redirect: 'manual' })
    const secret = /occur_session=([^;]+)/.exec(signedIn.headers.get('set-cookie') ?? '')?.[1] as string
    await whoami({ cookie: `occur_session=${secret}` })
    assert.match(logged, /"route":"\/api\/v1\/whoami","status":200/)
    for (const each of [server.key, token, secret, server.operatorSecret]) assert.equal(logged.includes(each), false)
  })
})

describe('a route', () => {
  const app = () => {
    const app = fastify() as unknown as App
    app.register(cookie)
    guard(app, { keys: { verify: () => null } as unknown as Keys, operatorSecretSha256: '00'.repeat(32) })
    return app
  }

  test('that does not say which scope it needs cannot be added', () => {
    assert.throws(() => app().get('/open', () => 'secret'), /\/open: a route says which scope it needs/)
    assert.throws(() => app().get('/open', { config: {} }, () => 'secret'), /config\.scope/)
  })

  test('that is open to everybody cannot ask who it is', async () => {
    const open = app()
    open.get('/open', { config: { scope: 'none' } }, ({ access }) => access.project)
    const answer = await open.inject('/open')
    assert.equal(answer.statusCode, 500)
    assert.match(answer.json().message, /reads request\.access, but is open to everybody/)
  })
})
