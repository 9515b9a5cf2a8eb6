import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { describe, test } from 'node:test'
import { pino } from 'pino'
import type { Access, Keys } from '../event/keys.ts'
import { buildApp } from './app.ts'
import type { Deps } from './deps.ts'
import { Metrics } from './metrics.ts'
import { questionPlaces } from './question-places.ts'
import { SignInTokens } from './sign-in-tokens.ts'

const admin: Access = { kind: 'key', project: 'p', keyId: 'k', name: 'n', scopes: ['admin'] }

/** The whole app over a key ring that lets one secret in and holds no key to revoke. */
function appWith(deps: Partial<Deps> = {}, log = pino({ level: 'silent' })) {
  const keys: Partial<Keys> = {
    verify: (secret) => (secret === 'right' ? admin : null),
    list: () => [],
    revoke: async () => false,
  }
  const now = () => new Date()
  const places = questionPlaces({ questionsMax: 2, questionWaitMsMax: 1000 })
  return buildApp(
    {
      keys: keys as Keys,
      signInTokens: new SignInTokens(now),
      metrics: new Metrics({ memoryBytes: async () => null }, places),
      places,
      operatorSecretSha256: '00'.repeat(32),
      proveReadiness: async () => {},
      webFolder: tmpdir(),
      version: '0',
      bodyMsMax: 1000,
      // No request of these tests reaches a route that takes or reads events.
      bodyLimits: {} as Deps['bodyLimits'],
      ingestDeps: {} as Deps['ingestDeps'],
      isStopping: () => false,
      now,
      ...deps,
    } as Deps,
    log,
  )
}

const headers = { 'syllable-api-key': 'right' }

describe('an id in a path reaches its route as it was', () => {
  for (const id of [
    'plain',
    'a/b',
    'a//b/',
    '/a',
    'a%b',
    'a%2Fb',
    'a%252Fb',
    'a?b=c#d',
    'a b+c',
    '+18042221111',
    'ü😀',
    'a;b,c:d@e&f=g$h',
    '../keys',
    `long-${'ü'.repeat(250)}`,
  ]) {
    test(id.slice(0, 20), async (t) => {
      const app = await appWith()
      t.after(() => app.close())
      const answer = await app.inject({ method: 'DELETE', url: `/api/v1/keys/${encodeURIComponent(id)}`, headers })
      assert.equal(answer.statusCode, 404)
      assert.equal(answer.json().detail, `There is no key ${id} in this project`)
    })
  }
})

test('every route is answered with and without its trailing slash', async (t) => {
  const app = await appWith()
  t.after(() => app.close())
  for (const path of ['/api/v1/keys', '/api/v1/whoami', '/healthz', '/metrics', '/openapi.json', '/docs']) {
    for (const url of [path, `${path}/`, `${path}/?x=1`]) {
      assert.equal((await app.inject({ url, headers })).statusCode, 200, url)
    }
  }
})

test('whoever comes while the server stops is told when to come back', async (t) => {
  const app = await appWith({ isStopping: () => true })
  t.after(() => app.close())
  const answer = await app.inject({ url: '/api/v1/whoami', headers })
  assert.equal(answer.statusCode, 503)
  assert.equal(answer.headers['retry-after'], '2')
  assert.equal(answer.headers.connection, 'close')
})

test('a failure nobody foresaw is a 500 with the name of the request in the log', async (t) => {
  const lines: string[] = []
  const broken = { verify: () => admin, list: () => JSON.parse('{') } as Partial<Keys> as Keys
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
  const app = await appWith({ keys: broken }, log)
  t.after(() => app.close())
  const answer = await app.inject({ url: '/api/v1/keys/', headers })
  assert.equal(answer.statusCode, 500)
  assert.equal(answer.body.includes('JSON'), false)
  assert.ok(lines.some((line) => line.includes(answer.json().request_id) && line.includes('SyntaxError')))
})
