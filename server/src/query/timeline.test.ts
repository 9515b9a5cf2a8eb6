import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TimelineEvent } from '@occur/client/protocol'
import type { StoredEvent } from '../event/event.ts'
import { offsetOf, timelineOf } from './timeline.ts'
import { transcriptOf } from './transcript.ts'

const start = 1_700_000_000_000_000_000n
let made = 0

function event(fields: Partial<StoredEvent> & { at?: number } = {}): StoredEvent {
  const { at = 0, ...rest } = fields
  return {
    event_id: `e${++made}`,
    timestamp: start + BigInt(Math.round(at * 1e9)),
    received_at: start,
    writer: 1,
    seq: made,
    session_id: 's',
    conversation_id: null,
    source: null,
    source_id: null,
    category: null,
    type: null,
    user_id: null,
    description: null,
    attributes: null,
    ...rest,
  }
}

function lines(...events: StoredEvent[]): TimelineEvent[] {
  return timelineOf({ session_id: 's', start }, events).events
}

/** What is said of lines, without what every line has. */
function essence(line: TimelineEvent | undefined) {
  const { timestamp, offset, event_id, event_type, is_transfer, ...rest } = line ?? ({} as TimelineEvent)
  return rest
}

test('messages of users and agents are a transcript, however their type is written', () => {
  const written: [Partial<StoredEvent>, 'user' | 'agent'][] = [
    [{ type: 'user-message' }, 'user'],
    [{ type: 'user_message' }, 'user'],
    [{ type: 'User.Message' }, 'user'],
    [{ type: 'caller utterance' }, 'user'],
    [{ type: 'agent-message' }, 'agent'],
    [{ type: 'assistant_message' }, 'agent'],
    [{ type: 'message', attributes: '{"role":"user"}' }, 'user'],
    [{ type: 'transcript', attributes: '{"speaker":"Agent"}' }, 'agent'],
    [{ type: 'chat-message', attributes: '{"role":"human"}' }, 'user'],
    [{ type: 'message', source: 'llm-prompt' }, 'agent'],
    [{ type: 'assistant', category: 'conversation', attributes: '{"content":"Hi"}' }, 'agent'],
  ]
  for (const [fields, speaker] of written) {
    const [line] = lines(event({ description: 'Hi', ...fields }))
    assert.deepEqual([line?.kind, line?.source, line?.text], ['transcript', speaker, 'Hi'], JSON.stringify(fields))
  }
})

test('what nobody is known to have said is not put into a mouth', () => {
  for (const fields of [{ type: 'message' }, { type: 'message', attributes: '{"role":"system"}' }, { type: 'user' }]) {
    assert.equal(lines(event(fields))[0]?.kind, 'latency', JSON.stringify(fields))
  }
})

test('the text is that of the attributes, whole, and the description only without it', () => {
  const text = (attributes: string | null) =>
    lines(event({ type: 'user-message', description: 'cut', attributes }))[0]?.text
  assert.equal(text('{"text":"whole \\u00fc \\"text\\""}'), 'whole ü "text"')
  assert.equal(text('{"content":[{"type":"text","text":"one"},{"type":"image"},"two"]}'), 'one\ntwo')
  assert.equal(text('{"text":null}'), 'cut')
  assert.equal(text('{"text":""}'), '')
  assert.equal(text(null), 'cut')
})

test('turns are those of the attributes, else counted, and what is between carries the one before', () => {
  const turns = lines(
    event({ type: 'session-start' }),
    event({ type: 'user-message' }),
    event({ source: 'tool-call' }),
    event({ type: 'agent-message' }),
    event({ type: 'user-message', attributes: '{"turn":7}' }),
    event({ type: 'llm-latency' }),
    event({ type: 'agent-message' }),
  ).map((line) => line.turn_index)
  assert.deepEqual(turns, [undefined, 0, 0, 1, 7, 7, 8])
})

test('a tool call has its name, and request and result exactly as they came', () => {
  const attributes =
    '{"arguments":{"n":123456789012345678901234567890, "x":1e400},"result":["a", null],"ok":true,"duration_ms":12.5}'
  const [line] = lines(
    event({ source: 'tool-call', source_id: 'lookup', type: 'get-user', category: 'booking', attributes }),
  )
  assert.deepEqual(essence(line), {
    kind: 'tool',
    category: 'booking',
    label: 'lookup',
    tool_request: '{"n":123456789012345678901234567890, "x":1e400}',
    tool_result: '["a", null]',
    duration_ms: 12.5,
  })
})

test('a tool call that failed says why, once', () => {
  const call = (attributes: string) => {
    const [line] = lines(event({ source: 'tool-call', attributes }))
    return [line?.tool_result, line?.tool_error]
  }
  assert.deepEqual(call('{"ok":false,"result":"no such user"}'), [undefined, '"no such user"'])
  assert.deepEqual(call('{"error":{"code":7},"result":{"partial":true}}'), ['{"partial":true}', '{"code":7}'])
  assert.deepEqual(call('{"is_error":true,"output":"boom"}'), [undefined, '"boom"'])
  assert.deepEqual(call('{"ok":false}'), [undefined, '"failed"'])
  assert.deepEqual(call('{"ok":true,"error":null,"result":0}'), ['0', undefined])
  assert.deepEqual(call('{"error":"","result":false}'), ['false', undefined])
})

test('a tool call that comes as a request and a result is one line, at the time of the request', () => {
  const [line, ...others] = lines(
    event({ at: 1, source: 'tool-call', source_id: 'find', attributes: '{"tool_call_id":"c1","arguments":{"q":1}}' }),
    event({ at: 3.5, type: 'tool-result', attributes: '{"tool_call_id":"c1","result":"found"}' }),
  )
  assert.equal(others.length, 0)
  assert.equal(line?.offset, '00:01')
  assert.deepEqual(essence(line), {
    kind: 'tool',
    category: 'tool',
    label: 'find',
    tool_request: '{"q":1}',
    tool_result: '"found"',
    duration_ms: 2500,
  })
})

test('whole calls that share an id are as many lines', () => {
  const whole = () => event({ source: 'tool-call', attributes: '{"tool_call_id":"c","arguments":{},"result":1}' })
  assert.equal(lines(whole(), whole()).length, 2)
  const request = () => event({ source: 'tool-call', attributes: '{"tool_call_id":"c","arguments":{}}' })
  assert.equal(lines(request(), whole(), request(), whole()).length, 2)
})

test('a transfer is marked, whether a tool made it or not', () => {
  const [byTool, byItself] = lines(
    event({ source: 'tool-call', source_id: 'transfer', type: 'human-transfer', category: 'automation' }),
    event({ type: 'phone-transfer', description: 'Transfer to +1', category: 'telephony' }),
  )
  assert.deepEqual([byTool?.kind, byTool?.is_transfer, byTool?.label], ['tool', true, 'transfer'])
  assert.deepEqual([byItself?.kind, byItself?.is_transfer, byItself?.category], ['tool', true, 'telephony'])
})

test('the rest keeps its category, its label and its plain facts', () => {
  const [start, measured, bare] = lines(
    event({
      type: 'session-start',
      category: 'session',
      description: 'Session started',
      attributes: '{"channel":"web","n":1e400,"deep":{"a":1},"no":null}',
    }),
    event({ type: 'llm-latency', category: 'llm', attributes: '{"latency_ms":250}' }),
    event(),
  )
  assert.deepEqual(essence(start), {
    kind: 'latency',
    category: 'session',
    label: 'Session started',
    metadata: ['channel=web', 'n=1e400'],
  })
  assert.deepEqual([measured?.label, measured?.category, measured?.duration_ms], ['llm-latency', 'llm', 250])
  assert.deepEqual(essence(bare), { kind: 'latency' })
})

test('offsets have hours from one hour on', () => {
  const offset = (seconds: number) => offsetOf(start + BigInt(seconds * 1e9), start)
  assert.deepEqual([0, 4, 59.999, 60, 3599, 3600, 36_061, 360_000].map(offset), [
    '00:00',
    '00:04',
    '00:59',
    '01:00',
    '59:59',
    '01:00:00',
    '10:01:01',
    '100:00:00',
  ])
})

test('a transcript has the words and the deeds of the timeline', () => {
  const transcript = transcriptOf(
    timelineOf({ session_id: 's', start }, [
      event({ type: 'session-start' }),
      event({ type: 'user-message', attributes: '{"text":"Hallo","lang":"de"}' }),
      event({ source: 'tool-call', source_id: 'find', attributes: '{"args":{"q":1},"ok":false,"result":"none"}' }),
    ]),
  )
  const timestamp = '2023-11-14T22:13:20Z'
  assert.deepEqual(transcript, {
    session_id: 's',
    transcription: [{ timestamp, lang: 'de', source: 'user', text: 'Hallo' }],
    actions: [
      {
        timestamp,
        tool_name: 'find',
        tool_request: '{"q":1}',
        tool_result: null,
        tool_error: '"none"',
        duration_ms: null,
      },
    ],
  })
})
