import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { SessionOutline } from '@occur/client/protocol'
import { type EndedSession, endingOf } from './ending.ts'

const nowMs = Date.parse('2026-03-02T15:00:00Z')
const nothing: SessionOutline = {
  slots: 240,
  user: [],
  agent: [],
  tool: [],
  transfer: [],
  failed: [],
  other: [],
  last_transfer: null,
  has_end: false,
}

interface Facts extends Partial<Omit<EndedSession, 'outline'>> {
  outline?: Partial<SessionOutline>
}

function ending({ outline, ...facts }: Facts) {
  const session: EndedSession = {
    last_timestamp: '2026-03-02T14:00:00Z',
    transfer_count: 0,
    error_count: 0,
    user_terminated: null,
    ...facts,
    outline: { ...nothing, ...outline },
  }
  const { kind, label } = endingOf(session, nowMs)
  return `${kind}: ${label}`
}

describe('how a session ended', () => {
  test('one that was transferred says to whom, as far as its events do', () => {
    const transferred = (last_transfer: SessionOutline['last_transfer']) =>
      ending({ transfer_count: 1, error_count: 2, user_terminated: true, outline: { last_transfer, has_end: true } })
    assert.equal(transferred({ kind: 'phone', target: '+1999', outcome: 'completed' }), 'transferred: To +1999')
    assert.equal(transferred({ kind: 'human', target: null, outcome: 'open' }), 'transferred: To a person')
    assert.equal(transferred({ kind: 'agent', target: null, outcome: 'completed' }), 'transferred: To another agent')
    assert.equal(transferred({ kind: null, target: null, outcome: 'open' }), 'transferred: Transferred')
    assert.equal(transferred({ kind: 'human', target: null, outcome: 'failed' }), 'failed: Transfer failed')
    assert.equal(transferred(null), 'transferred: Transferred')
  })

  test('one without a transfer had errors, or was ended by somebody, or just ended', () => {
    assert.equal(ending({ error_count: 1, user_terminated: true }), 'failed: Had errors')
    assert.equal(ending({ user_terminated: true }), 'user: Ended by user')
    assert.equal(ending({ user_terminated: false, outline: { has_end: true } }), 'agent: Ended by agent')
    assert.equal(ending({ outline: { has_end: true } }), 'ended: Ended')
  })

  test('one that no event ends runs for ten minutes after its last event, and fell silent then', () => {
    assert.equal(ending({ last_timestamp: '2026-03-02T14:50:01Z', transfer_count: 1 }), 'running: Running')
    assert.equal(ending({ last_timestamp: '2026-03-02T14:50:00Z' }), 'silent: Fell silent')
    assert.equal(ending({ last_timestamp: '2026-03-02T14:59:00Z', outline: { has_end: true } }), 'ended: Ended')
  })
})
