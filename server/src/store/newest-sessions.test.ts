import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../event/new-id.ts'
import { instant, newEvent } from './event-log.contract.ts'
import { countSessions, newestSessions } from './newest-sessions.ts'
import { openTestStore, type TestStore } from './testing/open-store.ts'
import { fewEvents } from './testing/random-events.ts'
import { recountSessions } from './testing/recount-sessions.ts'

let store: TestStore
before(async () => {
  store = await openTestStore()
})
after(() => store?.close())

test('which sessions began last is known from the newest events alone, or not at all', async () => {
  let known = 0
  await fc.assert(
    fc.asyncProperty(fewEvents, fc.boolean(), fc.boolean(), async (fields, anyEvent, onlyLonger) => {
      const project = `p-${newId(Date.now())}`
      const events = fields.map((one) => newEvent(project, one))
      await store.log.append(events)
      const passing = new Set(
        events.filter(({ type }) => anyEvent || type === 'other').map(({ session_id }) => session_id),
      )
      const end = instant('2026-01-01T00:00:05Z')
      const expected = recountSessions(events)
        .filter(({ session_id, event_count }) => passing.has(session_id) && (!onlyLonger || event_count > 1))
        .filter(({ first_timestamp }) => first_timestamp < end)
        .toSorted((a, b) => compare(b.first_timestamp, a.first_timestamp) || compare(b.session_id, a.session_id))
        .map(({ session_id }) => session_id)
      const before = 'fromUnixTimestamp64Nano({end:Int64})'
      const ofProject = 'project = {project:String}'
      const sought = {
        project: ofProject,
        ofEvents: anyEvent ? ofProject : `${ofProject} AND type = 'other'`,
        counted: [`first_timestamp < ${before}`, ...(onlyLonger ? ['event_count > 1'] : [])],
        before,
        params: { project, end: end.toString() },
      }
      assert.equal(await countSessions(store.engine, sought), expected.length)
      for (const lookAt of [[0], [1], [0, 1, 2]]) {
        for (const limit of [1, 2]) {
          for (const offset of [0, 1]) {
            const found = await newestSessions(store.engine, { ...sought, limit, offset, lookAt })
            if (found === null) continue
            assert.deepEqual(found, expected.slice(offset, offset + limit), `${limit} after ${offset} of ${lookAt}`)
            known++
          }
        }
      }
    }),
    { numRuns: 30 },
  )
  assert.ok(known > 0)
})

function compare<Value extends bigint | string>(a: Value, b: Value): number {
  return a < b ? -1 : a > b ? 1 : 0
}
