import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ApiKey, WhoAmI } from '@occur/client/protocol'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { SignInTokens } from '../sign-in-tokens.ts'

describe('signing in', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server.stop())

  const json = { 'content-type': 'application/json' }
  const signIn = (key: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { ...json, ...headers },
      body: JSON.stringify({ key }),
    })
  const cookieOf = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] as string
  const whoami = (cookie: string) => fetch(`${server.url}/api/v1/whoami`, { headers: { cookie } })

  test('with a key gives a cookie that scripts cannot read and other sites cannot use', async () => {
    const answer = await signIn(server.key)
    assert.equal(answer.status, 200)
    const [pair, ...flags] = (answer.headers.get('set-cookie') ?? '').split('; ')
    assert.match(pair as string, /^occur_session=occ_/)
    assert.equal(pair?.includes(server.key), false)
    assert.deepEqual(flags.sort(), ['HttpOnly', 'Max-Age=2592000', 'Path=/', 'SameSite=Strict'])
    const me = (await (await whoami(cookieOf(answer))).json()) as WhoAmI
    assert.deepEqual([me.project, me.name, me.scopes], ['default', 'admin', ['admin']])
  })

  test('behind a proxy that speaks https, the cookie is for https only', async () => {
    const answer = await signIn(server.key, { 'x-forwarded-proto': 'https' })
    assert.match(answer.headers.get('set-cookie') ?? '', /; Secure/)
    assert.match(answer.headers.get('strict-transport-security') ?? '', /max-age/)
  })

  test('with a wrong key, a revoked one, or another cookie as the key is 401', async () => {
    assert.equal((await signIn('occ_wrong')).status, 401)
    assert.equal((await signIn(server.operatorSecret)).status, 401)
    const cookie = cookieOf(await signIn(server.key))
    assert.equal((await signIn(cookie.split('=')[1] as string)).status, 401)
  })

  test('carries the scopes and the project of the key, and ends with it', async () => {
    const key = await server.createKey({ project: 'guests', scopes: ['read'], name: 'guest' })
    const cookie = cookieOf(await signIn(key))
    const me = (await (await whoami(cookie)).json()) as WhoAmI
    assert.deepEqual([me.project, me.scopes], ['guests', ['read']])
    assert.equal((await fetch(`${server.url}/api/v1/keys/`, { headers: { cookie } })).status, 403)

    const operator = { headers: { authorization: `Bearer ${server.operatorSecret}` } }
    const { items } = (await (await server.fetch('/api/v1/keys/?project=guests', operator)).json()) as {
      items: ApiKey[]
    }
    assert.equal(items.length, 1, 'browsers are not listed among the keys')
    await server.fetch(`/api/v1/keys/${items[0]?.key_id}`, { method: 'DELETE', ...operator })
    assert.equal((await whoami(cookie)).status, 401)
  })

  test('out ends the cookie for good, here and on the server', async () => {
    const cookie = cookieOf(await signIn(server.key))
    const out = await fetch(`${server.url}/api/v1/sign-out`, {
      method: 'POST',
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    })
    assert.equal(out.status, 204)
    assert.match(out.headers.get('set-cookie') ?? '', /^occur_session=;/)
    assert.equal((await whoami(cookie)).status, 401)
    server = await server.restart()
    assert.equal((await whoami(cookie)).status, 401)
  })

  test('lasts over a restart', async () => {
    const cookie = cookieOf(await signIn(server.key))
    server = await server.restart()
    assert.equal((await whoami(cookie)).status, 200)
  })

  test('a page of another site can neither sign in nor change anything with the cookie', async () => {
    const cookie = cookieOf(await signIn(server.key))
    const { host } = new URL(server.url)
    const create = (headers: Record<string, string>) =>
      fetch(`${server.url}/api/v1/keys/`, {
        method: 'POST',
        headers: { ...json, cookie, ...headers },
        body: JSON.stringify({ name: 'x', scopes: ['read'] }),
      })
    assert.equal((await create({ 'sec-fetch-site': 'same-origin' })).status, 201)
    assert.equal((await create({ origin: `http://${host}` })).status, 201)
    assert.equal((await create({ origin: `https://${host}` })).status, 201, 'behind a proxy that speaks https')
    for (const headers of [
      {},
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', origin: `http://${host}` },
      { origin: 'http://127.0.0.1:1' },
      { origin: 'null' },
    ]) {
      assert.equal((await create(headers as Record<string, string>)).status, 403, JSON.stringify(headers))
    }
    assert.equal((await signIn(server.key, { 'sec-fetch-site': 'cross-site' })).status, 403)
    assert.equal((await signIn(server.key, { origin: 'https://elsewhere.example' })).status, 403)
  })

  test('by the printed link works once, and not for a preview of it', async () => {
    server = await server.restart()
    const open = (method = 'GET') => fetch(server.signInUrl, { method, redirect: 'manual' })
    await open('HEAD')
    const first = await open()
    assert.equal(first.status, 303)
    assert.equal(first.headers.get('location'), '/')
    assert.match(first.headers.get('set-cookie') ?? '', /HttpOnly; SameSite=Strict/)
    assert.equal((await whoami(cookieOf(first))).status, 200)
    const second = await open()
    assert.equal(second.status, 401)
    assert.equal(second.headers.get('set-cookie'), null)
    assert.match(await second.text(), /works once/)
    assert.equal((await fetch(`${server.url}/sign-in?token=guess`)).status, 401)
  })
})

test('a sign-in token ends by itself after 15 minutes', () => {
  let nowMs = 0
  const tokens = new SignInTokens(() => new Date(nowMs))
  const [early, late] = [tokens.make(), tokens.make()]
  nowMs = 15 * 60_000 - 1
  assert.equal(tokens.take(early), true)
  assert.equal(tokens.take(early), false)
  nowMs += 1
  assert.equal(tokens.take(late), false)
})
