import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { eventFieldSet, formatFilter, parseFilter } from '@occur/client/filter'
import fc from 'fast-check'
import type { Engine } from '../engine/engine.ts'
import type { NewEvent } from '../event/event.ts'
import { matches } from '../event/matches.ts'
import { newId } from '../event/new-id.ts'
import { cases, event, now, opening, views } from '../event/testing/filter-cases.ts'
import { completion } from './complete-parts.ts'
import { newEvent } from './event-log.contract.ts'
import type { EventLog } from './event-log.ts'
import type { EventReads } from './find-events.ts'
import { joinParts, openTestStore, type TestStore } from './testing/open-store.ts'
import { anyEvent, anyFilter } from './testing/random-filters.ts'
import { recountAgents } from './testing/recount-sessions.ts'

describe('the filter language in the engine', () => {
  let store: TestStore
  let engine: Engine
  let log: EventLog
  let reads: EventReads
  before(async () => {
    store = await openTestStore()
    ;({ engine, log, reads } = store)
  })
  after(() => store?.close())

  for (const state of ['as it was inserted', 'with indexes']) {
    test(`finds an event, ${state}, exactly when the evaluator lets it pass`, async () => {
      const project = `p-${newId(Date.now())}`
      for (const { writer, seq, ...fields } of [opening, event]) await log.append([newEvent(project, fields)])
      if (state !== 'as it was inserted') await buildIndexes(engine)
      for (const [text, passes] of cases) {
        const asked = { filter: parseFilter(text, eventFieldSet, views), now }
        const found = await reads.find(project, { conditions: [], asked }, order, { countMax: 2 })
        assert.equal(
          found.some(({ event_id }) => event_id === event.event_id),
          passes,
          `${text}, ${state}`,
        )
      }
    })
  }

  test('answers any filter on any events as the evaluator does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { minLength: 8, maxLength: 8 }),
        fc.array(anyFilter, { minLength: 12, maxLength: 12 }),
        fc.boolean(),
        async (events, filters, isIndexed) => {
          if (isIndexed) await joinParts(engine)
          const project = `p-${newId(Date.now())}`
          const stored = events.map((fields) => newEvent(project, fields))
          await log.append(stored)
          if (isIndexed) await buildIndexes(engine)
          const agentOf = recountAgents(stored)
          for (const filter of filters) {
            const expected = stored
              .filter((one) => matches(filter, asStored(one), now, agentOf))
              .map(({ event_id }) => event_id)
            const asked = { filter, now }
            const [found, count] = await Promise.all([
              reads.find(project, { conditions: [], asked }, order, { countMax: 100 }),
              // Counts ask the index in ways of their own.
              isIndexed ? reads.count(project, { conditions: [], asked }) : expected.length,
            ])
            assert.equal(count, expected.length, formatFilter(filter))
            assert.deepEqual(found.map(({ event_id }) => event_id).sort(), expected.sort(), formatFilter(filter))
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})

const order = { by: 'timestamp', direction: 'asc' } as const

function buildIndexes(engine: Engine): Promise<void> {
  return engine.command(`ALTER TABLE event ${completion} SETTINGS mutations_sync = 1`)
}

function asStored({ project, failed, leaves, agent, ...event }: NewEvent) {
  return { ...event, writer: 1, seq: 1 }
}
