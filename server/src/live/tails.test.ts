import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { parseFilter } from '@occur/client/filter'
import type { EventFilter } from '../event/filter.ts'
import { newEvent } from '../store/event-log.contract.ts'
import type { EventLog } from '../store/event-log.ts'
import { openTestStore, type TestStore } from '../store/testing/open-store.ts'
import { Doorbell } from './doorbell.ts'
import { Tails } from './tails.ts'

describe('live tails of the same filter', () => {
  let store: TestStore
  before(async () => {
    store = await openTestStore()
    await store.log.append([newEvent('p', { type: 'a' })])
  })
  after(() => store?.close())

  /** How often the log is read for two readers who begin together, each of whom finds the event. */
  async function readsOfTwo(...[one, other]: [EventFilter, EventFilter]): Promise<number> {
    let reads = 0
    const counting = new Proxy(store.log, {
      get: (log, name: keyof EventLog) => {
        if (name === 'readAfter') reads++
        return log[name].bind(log)
      },
    })
    const tails = new Tails(counting, new Doorbell(), 2)
    const left = new AbortController()
    const readers = [one, other].map((filter) => tails.follow('p', new Map(), filter, 1000, left.signal))
    const news = await Promise.all(readers.map((reader) => reader.next()))
    for (const { value } of news) assert.equal(value?.events.length, 1)
    left.abort()
    await Promise.all(readers.map((reader) => reader.next()))
    return reads
  }
  const asked = (q: string, now: bigint): EventFilter => ({ conditions: [], asked: { filter: parseFilter(q), now } })

  test('share their reads, though they did not ask at the same moment', async () => {
    assert.equal(await readsOfTwo(asked('type:a', 1n), asked('type:a', 2n)), 1)
    assert.equal(await readsOfTwo(asked('type:a', 1n), asked('type:*', 1n)), 2)
  })

  test('do not share them where the moment makes a difference', async () => {
    assert.equal(
      await readsOfTwo(asked('type:b OR -timestamp>=now', 2n ** 61n), asked('type:b OR -timestamp>=now', 2n ** 62n)),
      2,
    )
  })
})
