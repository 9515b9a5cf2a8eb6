import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agentSaid } from './agent-said.ts'

// That it is what the engine finds, where it is anything, is a property in `store/session-agents.test.ts`.
const agentOf = (json: string, event: { session_id?: string | null; type?: string } = {}) =>
  agentSaid({ session_id: 's', type: null, ...event }, JSON.parse(json), json)

test('a name is believed before an id, and what opens a session before what comes later', () => {
  assert.match(agentOf('{"agent_id":"7","agent_name":"Ada"}')!, /^[A-Z]Ada$/)
  assert.match(agentOf('{"agent":{"name":"Ada"}}')!, /^[A-Z]Ada$/)
  const said = [
    agentOf('{"agent":"Ada"}', { type: 'session-start' }),
    agentOf('{"agent":"Ada"}'),
    agentOf('{"agent_id":"Ada"}', { type: 'session-start' }),
    agentOf('{"agent_id":"Ada"}'),
  ]
  assert.deepEqual(said, said.toSorted())
})

test('nothing is said by other words, by empty or long texts, and outside of sessions', () => {
  for (const json of [
    '{}',
    '{"speaker":"agent"}',
    '{"agent":""}',
    `{"agent":"${'x'.repeat(513)}"}`,
    '{"agent":true}',
  ]) {
    assert.equal(agentOf(json), '', json)
  }
  assert.equal(agentOf('{"agent":"Ada"}', { session_id: null }), '')
  assert.equal(agentOf('{"text":"a \\u0026 b"}'), '')
})

test('what is written in more than one way is left to the engine', () => {
  for (const json of [
    '{"agent":7}',
    '{"agent":"a","agent":"b"}',
    '{"\\u0061gent":"a"}',
    '{"agent.id":"a","agent":{"id":"b"}}',
  ]) {
    assert.equal(agentOf(json), null, json)
  }
})
