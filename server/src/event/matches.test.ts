import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { eventFieldSet, parseFilter } from '@occur/client/filter'
import { matches } from './matches.ts'
import { agentOf, cases, event, now, views } from './testing/filter-cases.ts'

describe('an event passes a filter, or not', () => {
  for (const [filter, passes] of cases) {
    test(`${filter || 'everything'} ${passes ? 'finds' : 'does not find'} the event`, () =>
      assert.equal(matches(parseFilter(filter, eventFieldSet, views), event, now, agentOf), passes))
  }
})
