import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ApiKey, CreatedApiKey, WhoAmI } from '@occur/client/protocol'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

describe('keys', () => {
  let server: TestServer
  let otherAdmin: string
  before(async () => {
    server = await startTestServer()
    otherAdmin = await server.createKey({ project: 'other', scopes: ['admin'], name: 'boss' })
  })
  after(() => server.stop())

  const call = (key: string, method: string, path: string, body?: unknown) =>
    fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const list = async (key: string, query = '') =>
    ((await (await call(key, 'GET', `/api/v1/keys/${query}`)).json()) as { items: ApiKey[] }).items

  test('a new key works at once, shows its secret once, and is known by its first characters', async () => {
    const answer = await call(server.key, 'POST', '/api/v1/keys/', { name: 'sender', scopes: ['ingest'] })
    assert.equal(answer.status, 201)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    const created = (await answer.json()) as CreatedApiKey
    assert.match(created.secret, /^occ_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}$/)
    assert.ok(created.secret.startsWith(`${created.prefix}_`))
    const me = (await (await call(created.secret, 'GET', '/api/v1/whoami')).json()) as WhoAmI
    assert.deepEqual(me, { project: 'default', key_id: created.key_id, name: 'sender', scopes: ['ingest'] })
    const listed = (await list(server.key)).find(({ key_id }) => key_id === created.key_id)
    const { secret: _, ...withoutSecret } = created
    assert.equal(created.last_used_at, null)
    assert.ok(Date.parse(listed?.last_used_at ?? '') >= Date.parse(created.created_at))
    assert.deepEqual({ ...listed, last_used_at: null }, withoutSecret)
  })

  test('a revoked key is out from the next request on, and stays in the list', async () => {
    const { key_id, secret } = (await (
      await call(server.key, 'POST', '/api/v1/keys', { name: 'short', scopes: ['read'] })
    ).json()) as CreatedApiKey
    assert.equal((await call(server.key, 'DELETE', `/api/v1/keys/${key_id}`)).status, 204)
    assert.equal((await call(secret, 'GET', '/api/v1/whoami')).status, 401)
    assert.equal((await call(server.key, 'DELETE', `/api/v1/keys/${key_id}/`)).status, 204)
    assert.notEqual((await list(server.key)).find((key) => key.key_id === key_id)?.revoked_at, null)
  })

  test('a key ends by itself when it was made to, and says so', async () => {
    const expires_at = new Date(Date.now() + 86_400_000).toISOString()
    const body = { name: 'for a day', scopes: ['read'], expires_at }
    const created = (await (await call(server.key, 'POST', '/api/v1/keys', body)).json()) as CreatedApiKey
    assert.equal(created.expires_at, expires_at)
    assert.equal((await list(server.key)).find(({ key_id }) => key_id === created.key_id)?.expires_at, expires_at)
    assert.equal((await call(created.secret, 'GET', '/api/v1/whoami')).status, 200)
  })

  test('an admin key sees, makes and revokes the keys of its own project only', async () => {
    assert.deepEqual([...new Set((await list(otherAdmin)).map(({ project }) => project))], ['other'])
    assert.equal(
      (await list(server.key)).some(({ project }) => project !== 'default'),
      false,
    )
    assert.equal((await call(otherAdmin, 'GET', '/api/v1/keys/?project=default')).status, 403)
    const intruder = { name: 'x', scopes: ['read'], project: 'default' }
    assert.equal((await call(otherAdmin, 'POST', '/api/v1/keys/', intruder)).status, 403)
    const victim = (await list(server.key)).find(({ name }) => name === 'admin')
    assert.equal((await call(otherAdmin, 'DELETE', `/api/v1/keys/${victim?.key_id}`)).status, 404)
    assert.equal((await list(server.key)).find(({ key_id }) => key_id === victim?.key_id)?.revoked_at, null)
  })

  test('the operator sees every project, or one, and ends any key', async () => {
    const operator = server.operatorSecret
    assert.deepEqual(new Set((await list(operator)).map(({ project }) => project)), new Set(['default', 'other']))
    const [only] = await list(operator, '?project=other')
    assert.deepEqual([only?.project, only?.name], ['other', 'boss'])
    const secret = await server.createKey({ project: 'other', scopes: ['read'], name: 'gone soon' })
    const [gone] = await list(operator, '?project=other')
    assert.equal(gone?.name, 'gone soon')
    assert.equal((await call(operator, 'DELETE', `/api/v1/keys/${gone?.key_id}`)).status, 204)
    assert.equal((await call(secret, 'GET', '/api/v1/whoami')).status, 401)
  })

  test('what does not fit is 422 with its place, and nothing is made', async () => {
    const countBefore = (await list(server.operatorSecret)).length
    const wrong: [body: unknown, loc: unknown[]][] = [
      [{ scopes: ['read'] }, ['body', 'name']],
      [{ name: '', scopes: ['read'] }, ['body', 'name']],
      [{ name: 7, scopes: ['read'] }, ['body', 'name']],
      [{ name: 'x', scopes: [] }, ['body', 'scopes']],
      [{ name: 'x', scopes: ['root'] }, ['body', 'scopes', 0]],
      [{ name: 'x', scopes: ['read', 'read'] }, ['body', 'scopes']],
      [{ name: 'x', scopes: ['read'], project: '../x' }, ['body', 'project']],
      [{ name: 'x', scopes: ['read'], expires: 1 }, ['body', 'expires']],
      [{ name: 'x', scopes: ['read'], expires_at: 'tomorrow' }, ['body', 'expires_at']],
      [{ name: 'x', scopes: ['read'], expires_at: '2020-01-01' }, ['body', 'expires_at']],
      [[], ['body']],
    ]
    for (const [body, loc] of wrong) {
      const answer = await call(server.operatorSecret, 'POST', '/api/v1/keys/', body)
      assert.equal(answer.status, 422, JSON.stringify(body))
      const { detail } = (await answer.json()) as { detail: { loc: unknown[]; msg: string; type: string }[] }
      assert.deepEqual(detail[0]?.loc, loc)
    }
    assert.equal((await list(server.operatorSecret)).length, countBefore)
  })

  test('a body that is no JSON is 400, and one of another type 415', async () => {
    const headers = { authorization: `Bearer ${server.key}` }
    const url = `${server.url}/api/v1/keys/`
    const broken = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{"name"',
    })
    assert.equal(broken.status, 400)
    const other = await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': 'text/csv' }, body: 'a,b' })
    assert.equal(other.status, 415)
  })

  test('keys and revocations are there after a restart', async () => {
    const kept = await server.createKey({ project: 'third', scopes: ['read'], name: 'kept' })
    const ended = await server.createKey({ project: 'third', scopes: ['read'], name: 'ended' })
    const [newest] = await list(server.operatorSecret, '?project=third')
    await call(server.operatorSecret, 'DELETE', `/api/v1/keys/${newest?.key_id}`)
    server = await server.restart()
    assert.equal(server.keyFileIsNew, false)
    assert.equal((await call(kept, 'GET', '/api/v1/whoami')).status, 200)
    assert.equal((await call(ended, 'GET', '/api/v1/whoami')).status, 401)
    assert.deepEqual(
      (await list(server.operatorSecret, '?project=third')).map(({ name }) => name),
      ['ended', 'kept'],
    )
  })
})
