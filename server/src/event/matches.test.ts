import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseFilter } from '@occur/client/filter'
import type { StoredEvent } from './event.ts'
import { matches } from './matches.ts'
import { parseTimestamp } from './timestamp.ts'

const instant = (text: string) => parseTimestamp(text) as bigint
const now = instant('2026-03-03T12:00:00Z')

const event: StoredEvent = {
  event_id: 'e1',
  timestamp: instant('2026-03-02T14:06:54.206180Z'),
  received_at: instant('2026-03-02T14:06:55Z'),
  writer: 1,
  seq: 1,
  session_id: 'call-1',
  conversation_id: null,
  source: 'tool-call',
  source_id: 'get_reservation',
  category: '',
  type: 'lookup',
  user_id: '+18042221111',
  description: 'Looks up the Reservation of Zoë',
  attributes: JSON.stringify({
    ok: false,
    n: 1500.5,
    zero: 0,
    nothing: null,
    empty: {},
    'a.b': 1,
    a: { b: 'two' },
    items: [{ id: 1, tags: ['red', 'green'] }, { id: 2 }],
    arguments: { id: 'PEP4E0' },
    text: 'I want a refund,\nplease! Über alles',
  }),
}

/** What passes the filter, and what does not: the same for whoever answers. */
const cases: [filter: string, passes: boolean][] = [
  ['', true],
  ['type:lookup', true],
  ['type:Lookup', false],
  ['type:look*', true],
  ['type:(other OR lookup)', true],
  ['type:lookup source:llm-prompt', false],
  ['type:lookup OR source:llm-prompt', true],
  ['session:call-1', true],
  ['user:+1804*', true],
  ['category:""', true],
  ['category:*', true],
  // What a field lacks fails every condition on it, and so passes its negation.
  ['conversation:x', false],
  ['-conversation:x', true],
  ['conversation:*', false],
  ['-conversation:*', true],
  ['description:reservation', true],
  ['description:"up the r"', true],
  ['description:gone', false],
  ['timestamp:2026-03-02', true],
  ['timestamp:2026-03-03', false],
  ['timestamp>2026-03-02', false],
  ['timestamp>=2026-03-02', true],
  ['timestamp<=2026-03-02', true],
  ['timestamp<2026-03-02', false],
  ['timestamp:2026-03-02T14:06:54.20618Z', true],
  ['timestamp>=2026-03-02T14:06:54.206180001Z', false],
  ['timestamp:yesterday', true],
  ['timestamp:today', false],
  ['timestamp:-24h', true],
  ['timestamp:-1h', false],
  ['timestamp<-1h', true],
  ['attributes.ok:false', true],
  ['attributes.ok:true', false],
  ['attributes.n:1500.5', true],
  ['attributes.n:1500.50', true],
  ['attributes.n:1500', false],
  ['attributes.n>1000', true],
  ['attributes.n<=1500.5', true],
  ['attributes.n<1500.5', false],
  ['attributes.zero>=0', true],
  ['attributes.arguments.id:PEP4E0', true],
  ['attributes.arguments.id:PEP*', true],
  ['attributes.arguments:*', true],
  ['attributes.arguments:PEP4E0', false],
  ['attributes.nothing:*', false],
  ['attributes.empty:*', false],
  ['attributes.missing:*', false],
  ['-attributes.missing:x', true],
  ['attributes.a.b:two', true],
  ['attributes."a.b":1', true],
  ['attributes."a.b":two', false],
  ['attributes.items.id:2', true],
  ['attributes.items.id:3', false],
  ['attributes.items.id>1', true],
  ['attributes.items.tags:green', true],
  // Of several values one is enough; the negation says that none is.
  ['-attributes.items.id:2', false],
  ['attributes.text>5', false],
  ['refund', true],
  ['REFUND', true],
  ['refun', false],
  ['refun*', true],
  ['"refund please"', true],
  ['"please refund"', false],
  ['über', true],
  ['zoë', true],
  ['green', true],
  ['pep4e0', true],
  ['1500', false],
  ['-refund', false],
  ['"!!"', false],
  ['reservation refund', true],
  ['reservation -refund', false],
]

describe('an event passes a filter, or not', () => {
  for (const [filter, passes] of cases) {
    test(`${filter || 'everything'} ${passes ? 'finds' : 'does not find'} the event`, () =>
      assert.equal(matches(parseFilter(filter), event, now), passes))
  }
})
