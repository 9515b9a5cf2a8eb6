import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Session, Timeline, TimelineEvent } from '@occur/client'
import { paintFor } from './terminal/paint.ts'
import { timelineText } from './timeline.ts'

const session = {
  timestamp: '2026-03-02T14:06:54.206180Z',
  session_id: 's-1',
  conversation_id: 'c-1',
  user_id: '+49',
  duration: 75.2,
  event_count: 4,
  tool_call_count: 2,
  transfer_count: 1,
  error_count: 0,
  agent_name: 'airline',
} as Session

const base = { timestamp: '', event_id: 'e', event_type: null, is_transfer: false }
const events: TimelineEvent[] = [
  { ...base, kind: 'latency', offset: '00:00', label: 'session-start', category: 'session' },
  {
    ...base,
    kind: 'transcript',
    offset: '00:04',
    source: 'user',
    text: 'I would like to go to Seattle\nand back \x1b[2J',
  },
  {
    ...base,
    kind: 'tool',
    offset: '00:09',
    label: 'find_flights',
    duration_ms: 412,
    tool_request: '{"to":"Seattle","days":[1,2,3]}',
    tool_result: '"none\\nfound"',
  },
  {
    ...base,
    kind: 'tool',
    offset: '01:15',
    label: 'transfer',
    is_transfer: true,
    tool_error: '"busy"',
    tool_request: '{}',
  },
]
const timeline: Timeline = { session_id: 's-1', session_start: session.timestamp, events }

const paint = paintFor({ isTerminal: false, columns: () => 80, write: async () => {} }, {})

test('a timeline reads as the conversation it was', () => {
  assert.deepEqual(timelineText(session, timeline, { paint, columns: 44, isFull: false }).split('\n'), [
    's-1  2026-03-02 14:06:54.206 UTC',
    'user +49 · agent airline · conversation c-1',
    '1 min 15 s · 4 events · 2 tool calls · 1 transfer',
    '',
    '   00:00        session-start',
    '   00:04 User   I would like to go to',
    '                Seattle',
    '                and back ␛[2J',
    '   00:09        ⚙ find_flights  412 ms',
    '                  → {"to":"Seattle","days":…',
    '                  ← none found',
    '   01:15 ⇢      TRANSFER',
    '                ✗ transfer',
    '                  → {}',
    '                  ! busy',
    '',
  ])
})

test('in full, requests and results are laid out', () => {
  const text = timelineText(session, { ...timeline, events: events.slice(2, 3) }, { paint, columns: 60, isFull: true })
  assert.deepEqual(text.split('\n').slice(5), [
    '                  → {',
    '                      "to": "Seattle",',
    '                      "days": [',
    '                        1,',
    '                        2,',
    '                        3',
    '                      ]',
    '                    }',
    '                  ← none',
    '                    found',
    '',
  ])
})
