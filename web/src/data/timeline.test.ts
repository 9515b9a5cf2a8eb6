import assert from 'node:assert/strict'
import test from 'node:test'
import { hasFailed, type KnownEvent, kindOf, messageText, toolCallOf } from './events.ts'
import { isShown } from './session-views.ts'
import { timelineOf } from './timeline.ts'

function event(offsetSeconds: number, facts: Partial<KnownEvent>): KnownEvent {
  return {
    timestamp: new Date(Date.UTC(2026, 2, 2, 14) + offsetSeconds * 1000).toISOString(),
    session_id: 's',
    conversation_id: null,
    source: null,
    source_id: null,
    category: null,
    type: null,
    user_id: null,
    description: null,
    attributes: null,
    event_id: `e${offsetSeconds}`,
    received_at: '2026-03-02T14:00:00Z',
    cursor: 'c',
    ...facts,
  }
}

const session = [
  event(0, { type: 'session-start', category: 'session' }),
  event(4, { type: 'user-message', attributes: { text: 'Where is my insurance?' } }),
  event(6, { type: 'agent-message', source: 'llm-prompt', attributes: { text: 'Let me look.' } }),
  event(7, {
    type: 'lookup',
    source: 'tool-call',
    source_id: 'get_user',
    attributes: { ok: false, arguments: { id: 1 }, duration_ms: 12 },
  }),
  event(8, { type: 'agent-message', source: 'llm-prompt', attributes: { text: 'Not found.' } }),
  event(9, { type: 'agent-message', source: 'llm-prompt', attributes: { text: 'I hand you over.' } }),
  event(70, { type: 'human-transfer', source: 'tool-call' }),
]

test('each event is what a reader takes it for', () => {
  assert.deepEqual(
    timelineOf(session).map(({ kind }) => kind),
    ['session', 'user', 'agent', 'tool', 'agent', 'agent', 'transfer'],
  )
})

test('a speaker is named when the turn starts and not again', () => {
  assert.deepEqual(
    timelineOf(session).map(({ startsTurn }) => startsTurn),
    [true, true, true, true, true, false, true],
  )
})

test('offsets count from the first event, and only long silences are told', () => {
  const items = timelineOf(session)
  assert.equal(items[1]?.offsetMs, 4000)
  assert.deepEqual(
    items.map(({ wait }) => wait && [wait.for, wait.toMs - wait.fromMs]),
    [undefined, undefined, undefined, undefined, undefined, undefined, ['anything', 61_000]],
  )
})

test('a view shows what belongs to it', () => {
  const items = timelineOf(session)
  const count = (view: Parameters<typeof isShown>[1]) => items.filter((item) => isShown(item, view)).length
  assert.equal(count('all'), 7)
  assert.equal(count('dialogue'), 5)
  assert.equal(count('tools'), 2)
  assert.equal(count('problems'), 2)
})

test('a role in the attributes names the speaker, as does the type; who only comes or goes says nothing', () => {
  assert.equal(
    kindOf({ type: 'message', source: null, category: null, attributes: { role: 'assistant', content: 'Hi' } }),
    'agent',
  )
  assert.equal(kindOf({ type: 'message', source: null, category: null, attributes: { role: 'user' } }), 'other')
  assert.equal(kindOf({ type: 'user-message', source: null, category: null, attributes: null }), 'user')
  assert.equal(kindOf({ type: 'caller_utterance', source: null, category: null, attributes: null }), 'user')
  assert.equal(kindOf({ type: 'user-joined', source: null, category: 'conversation', attributes: null }), 'other')
  assert.equal(kindOf({ type: 'constructor', source: null, category: 'conversation', attributes: null }), 'other')
})

test('a message without words in its attributes is read from its description', () => {
  assert.equal(messageText({ description: 'Hello', attributes: null }), 'Hello')
  assert.equal(messageText({ description: 'Hel…', attributes: { text: 'Hello' } }), 'Hello')
})

test('failure is what the contract calls one', () => {
  assert.equal(hasFailed({ attributes: { ok: false } }), true)
  assert.equal(hasFailed({ attributes: { error: 'timeout' } }), true)
  assert.equal(hasFailed({ attributes: { error: '' } }), false)
  assert.equal(hasFailed({ attributes: { error: {} } }), false)
  assert.equal(hasFailed({ attributes: { ok: true, error: null } }), false)
})

test('a tool call has a name, a request and a result, whatever the sender called them', () => {
  const call = toolCallOf(event(1, { source: 'tool-call', attributes: { name: 'find', input: { a: 1 }, output: 'x' } }))
  assert.deepEqual([call.name, call.request, call.result], ['find', { a: 1 }, 'x'])
})
