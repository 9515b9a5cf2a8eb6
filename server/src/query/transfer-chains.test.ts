import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { StoredEvent } from '../event/event.ts'
import { transferChains } from './transfer-chains.ts'

type Sent = [type: string, attributes?: object]

/** Events a second apart. */
function events(...sent: Sent[]): StoredEvent[] {
  return sent.map(([type, attributes], index) => ({
    timestamp: BigInt(Date.UTC(2026, 2, 1) + index * 1000) * 1_000_000n,
    session_id: 's',
    conversation_id: null,
    source: null,
    source_id: null,
    category: null,
    type,
    user_id: null,
    description: null,
    attributes: attributes ? JSON.stringify(attributes) : null,
    event_id: `e${index}`,
    received_at: 0n,
    writer: 1,
    seq: index,
  }))
}

/** Each chain as its outcome and its stages, by the numbers of their events. */
function told(...sent: Sent[]): string[] {
  return transferChains(events(...sent)).map(
    ({ outcome, stages }) =>
      `${outcome}: ${stages.map(({ stage, event_id }) => `${stage} ${event_id.slice(1)}`).join(', ')}`,
  )
}

describe('the transfers of a session', () => {
  test('go from request to end, in whatever way the types are written', () => {
    assert.deepEqual(
      told(
        ['user-message'],
        ['transfer-requested'],
        ['transfer_started'],
        ['Transfer.Ringing'],
        ['transfer answered'],
        ['transfer-bridged'],
        ['metric'],
        ['transfer-ended'],
      ),
      ['completed: requested 1, dialing 2, ringing 3, answered 4, connected 5, ended 7'],
    )
  })

  test('tell their stage by a status where the type does not', () => {
    const transfer = (status: string) => ({ transfer: { target: '+1804', status } })
    const sent: Sent[] = ['requested', 'dialing', 'bridged', 'ended'].map((status) => [
      'phone-transfer',
      transfer(status),
    ])
    const [chain, ...others] = transferChains(events(...sent))
    assert.deepEqual(others, [])
    assert.deepEqual(chain, {
      id: 'e0',
      kind: 'phone',
      target: '+1804',
      outcome: 'completed',
      duration_ms: 3000,
      stages: ['requested', 'dialing', 'connected', 'ended'].map((stage, index) => ({
        stage,
        event_id: `e${index}`,
        type: 'phone-transfer',
        timestamp: `2026-03-01T00:00:0${index}Z`,
      })),
    })
    assert.deepEqual(told(['phone-transfer', transfer('dialing')], ['phone-transfer', transfer('voicemail')]), [
      'failed: dialing 0, failed 1',
    ])
    assert.deepEqual(told(['transfer-update', { status: 'ringing' }]), ['open: ringing 0'])
  })

  test('of a single event are as its tool call went', () => {
    assert.deepEqual(told(['human-transfer', { ok: true, duration_ms: 650 }]), ['completed: requested 0'])
    assert.equal(transferChains(events(['human-transfer', { ok: true, duration_ms: 650 }]))[0]?.duration_ms, 650)
    assert.deepEqual(told(['human-transfer', { ok: false }]), ['failed: failed 0'])
    assert.deepEqual(told(['human-transfer', { error: 'nobody there' }]), ['failed: failed 0'])
    assert.deepEqual(told(['human-transfer']), ['open: requested 0'])
  })

  test('are one for each try', () => {
    assert.deepEqual(told(['human-transfer', { ok: true }], ['human-transfer', { ok: false }]), [
      'completed: requested 0',
      'failed: failed 1',
    ])
    assert.deepEqual(
      told(
        ['human-transfer'],
        ['transfer-requested'],
        ['transfer-failed'],
        ['transfer-ended'],
        ['transfer-requested'],
        ['transfer-connected'],
      ),
      ['failed: requested 0, requested 1, failed 2, ended 3', 'completed: requested 4, connected 5'],
    )
    assert.deepEqual(told(['agent-handoff'], ['phone-transfer']), ['open: requested 0', 'open: requested 1'])
  })

  test('that run at the same time are told apart by their ids', () => {
    const one = { transfer_id: 't1' }
    const other = { transfer: { id: 't2' } }
    assert.deepEqual(
      told(
        ['transfer-requested', one],
        ['transfer-requested', other],
        ['transfer-ringing', one],
        ['transfer-failed', other],
        ['transfer-connected', one],
      ),
      ['completed: requested 0, ringing 2, connected 4', 'failed: requested 1, failed 3'],
    )
    assert.deepEqual(
      transferChains(events(['transfer-requested', one], ['transfer-requested', other])).map(({ id }) => id),
      ['t1', 't2'],
    )
    const [a, b] = [{ CallSid: 'CA1' }, { CallSid: 'CA2' }]
    assert.deepEqual(
      told(
        ['phone-transfer', a],
        ['phone-transfer', b],
        ['transfer-ringing', a],
        ['transfer-busy', b],
        ['transfer-connected', a],
      ),
      ['completed: requested 0, ringing 2, connected 4', 'failed: requested 1, failed 3'],
    )
  })

  test('of one tool call in two events are one', () => {
    const call = { tool_call_id: 'c1' }
    assert.deepEqual(told(['human-transfer', call], ['human-transfer', { ...call, ok: false }]), [
      'failed: requested 0, failed 1',
    ])
  })

  test('tell where to, also when only the arguments of the tool call do', () => {
    const target = (attributes: object) => transferChains(events(['phone-transfer', attributes]))[0]?.target
    assert.equal(target({ arguments: { phone_number: '+18045550100' } }), '+18045550100')
    assert.equal(target({ arguments: { queue: 7 } }), '7')
    assert.equal(target({ to_agent: 'billing' }), 'billing')
    assert.equal(target({}), null)
  })

  test('are not what merely sounds like them', () => {
    assert.deepEqual(told(['transfer'], ['human-transfer-summary'], ['bank-transfer'], ['transfers']), [])
  })
})
