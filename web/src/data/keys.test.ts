import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainScopes, stateOf, whatRevokingBreaks } from './keys.ts'
import { may } from './scopes.ts'

const nowMs = Date.UTC(2026, 2, 2)

test('a key is in use until it ends or is revoked', () => {
  assert.equal(stateOf({ revoked_at: null, expires_at: null }, nowMs), 'in use')
  assert.equal(stateOf({ revoked_at: null, expires_at: '2026-03-02T00:00:01Z' }, nowMs), 'in use')
  assert.equal(stateOf({ revoked_at: null, expires_at: '2026-03-02T00:00:00Z' }, nowMs), 'expired')
  assert.equal(stateOf({ revoked_at: '2026-03-01T00:00:00Z', expires_at: '2026-03-01T00:00:00Z' }, nowMs), 'revoked')
})

test('admin may everything, and so is asked for alone', () => {
  assert.equal(may({ scopes: ['admin'] }, 'ingest'), true)
  assert.equal(may({ scopes: ['read'] }, 'ingest'), false)
  assert.deepEqual(plainScopes(new Set(['read', 'ingest'])), ['ingest', 'read'])
  assert.deepEqual(plainScopes(new Set(['read', 'admin'])), ['admin'])
})

test('what revoking breaks depends on what the key may, and on whose it is', () => {
  const said = (...args: Parameters<typeof whatRevokingBreaks>) => whatRevokingBreaks(...args).join(' ')
  assert.match(said({ scopes: ['ingest'] }, false), /sends events/)
  assert.doesNotMatch(said({ scopes: ['ingest'] }, false), /Programs that read|You signed in/)
  assert.match(said({ scopes: ['read'] }, true), /Programs that read.*You signed in/)
  assert.match(said({ scopes: ['admin'] }, false), /sends events.*Programs that read.*stay/)
})
