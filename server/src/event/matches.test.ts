import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseFilter } from '@occur/client/filter'
import { matches } from './matches.ts'
import { cases, event, now } from './testing/filter-cases.ts'

describe('an event passes a filter, or not', () => {
  for (const [filter, passes] of cases) {
    test(`${filter || 'everything'} ${passes ? 'finds' : 'does not find'} the event`, () =>
      assert.equal(matches(parseFilter(filter), event, now), passes))
  }
})
