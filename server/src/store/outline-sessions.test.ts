import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { NewEvent } from '../event/event.ts'
import { newId } from '../event/new-id.ts'
import { type FoundMark, outlineSlots } from '../event/outline.ts'
import type { SessionFacts } from '../event/session.ts'
import { transferTypeOf } from '../event/transfer-stages.ts'
import { instant, newEvent } from './event-log.contract.ts'
import { outlineSessions } from './outline-sessions.ts'
import { openTestStore, type TestStore } from './testing/open-store.ts'
import { fewEvents } from './testing/random-events.ts'
import { recountSessions } from './testing/recount-sessions.ts'

describe('outlines of sessions', () => {
  let store: TestStore
  before(async () => {
    store = await openTestStore()
  })
  after(() => store?.close())

  test('have a mark for each part of a session and kind of event, as a recount has', async () => {
    await fc.assert(
      fc.asyncProperty(fewEvents, async (fields) => {
        const project = `p-${newId(Date.now())}`
        const events = fields.map((one) => newEvent(project, one))
        await store.log.append(events)
        const sessions = recountSessions(events)
        const outlines = await outlineSessions(store.engine, project, sessions)
        assert.deepEqual(
          [...outlines.keys()],
          sessions.map(({ session_id }) => session_id),
        )
        for (const session of sessions) {
          const { marks, transfers } = outlines.get(session.session_id)!
          assert.deepEqual(marks.map(textOf).toSorted(), recountMarks(events, session).map(textOf).toSorted())
          const own = events.filter(({ session_id }) => session_id === session.session_id)
          assert.deepEqual(
            transfers.map(({ event_id }) => event_id).toSorted(),
            own
              .filter(({ type }) => transferTypeOf(type))
              .map(({ event_id }) => event_id)
              .toSorted(),
          )
        }
      }),
      { numRuns: 8 },
    )
  })

  test('of a session of one instant, or of all the time there is, have their marks where they belong', async () => {
    const project = `p-${newId(Date.now())}`
    const at = (session_id: string, time: string) =>
      newEvent(project, { session_id, timestamp: instant(time), type: 'x' })
    const events = [
      at("it's", '2026-01-01T00:00:00Z'),
      at("it's", '2026-01-01T00:00:00Z'),
      at('ages', '1900-01-01T00:00:00Z'),
      at('ages', '2080-08-01T00:00:00Z'),
      at('ages', '2261-01-01T00:00:00Z'),
    ]
    await store.log.append(events)
    const outlines = await outlineSessions(store.engine, project, recountSessions(events))
    const slotsOf = (id: string) => outlines.get(id)?.marks.map(({ slot }) => slot)
    assert.deepEqual(slotsOf("it's"), [0])
    assert.deepEqual(slotsOf('ages'), [0, outlineSlots / 2, outlineSlots - 1])
  })

  test('are read of nothing for no sessions', async () => {
    assert.equal((await outlineSessions(store.engine, 'nowhere', [])).size, 0)
  })
})

/** Said a second time and plainly: by looking at every event. */
function recountMarks(events: readonly NewEvent[], session: SessionFacts): FoundMark[] {
  const [first, last] = [Number(session.first_timestamp), Number(session.last_timestamp)]
  const marks = new Map<string, FoundMark>()
  for (const { session_id, timestamp, source, category, type, failed } of events) {
    if (session_id !== session.session_id) continue
    const part = last === first ? 0 : (Number(timestamp) - first) / (last - first)
    const slot = Math.min(outlineSlots - 1, Math.floor(part * outlineSlots))
    const key = JSON.stringify([slot, source, category, type])
    marks.set(key, { slot, source, category, type, failed: failed || (marks.get(key)?.failed ?? false) })
  }
  return [...marks.values()]
}

function textOf({ slot, source, category, type, failed }: FoundMark): string {
  return JSON.stringify([slot, source, category, type, failed])
}
