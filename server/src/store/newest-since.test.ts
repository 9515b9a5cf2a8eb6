import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { newId } from '../event/new-id.ts'
import { instant, newEvent } from './event-log.contract.ts'
import { newestSince } from './newest-since.ts'
import { openTestStore, type TestStore } from './testing/open-store.ts'

let store: TestStore
before(async () => {
  store = await openTestStore()
})
after(() => store?.close())

test('since that instant there are at most so many events, and half as many at least where instants are different', async () => {
  const seconds = fc.uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(seconds, async (seconds) => {
      const project = `p-${newId(Date.now())}`
      const instants = seconds.map((second) => instant('2026-01-01T00:00:00Z') + BigInt(second) * 1_000_000_000n)
      await store.log.append(instants.map((timestamp) => newEvent(project, { timestamp })))
      const since = await newestSince(store.engine, project, 10)
      if (instants.length <= 10) return assert.equal(since, null)
      const count = instants.filter((at) => at >= since!).length
      assert.ok(count <= 10 && count >= 5, `${count} of ${instants.length}`)
    }),
    { numRuns: 10 },
  )
})

test('a project without events has no such instant, and where all are at one it is that', async () => {
  assert.equal(await newestSince(store.engine, 'nowhere', 10), null)
  const { timestamp } = newEvent('at-once')
  await store.log.append(Array.from({ length: 12 }, () => newEvent('at-once')))
  assert.equal(await newestSince(store.engine, 'at-once', 10), timestamp)
})
