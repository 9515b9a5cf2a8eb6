import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Engine } from '../engine/engine.ts'
import { openTestEngine } from '../engine/testing/engines.ts'
import { putReadyTables } from '../testing/ready-tables.ts'
import { hashId } from './id-hash.ts'
import { KnownIds } from './known-ids.ts'
import { migrate } from './migrations.ts'

const storedCount = 200_000
const hash = (id: string) => hashId('default', id)
const stays = new AbortController().signal

describe('the ids that are known', () => {
  let engine: Engine
  before(async () => {
    engine = await openTestEngine(putReadyTables)
    await migrate(engine)
    await engine.command(
      `INSERT INTO event (project, event_id, timestamp, received_at, writer, seq)
      SELECT 'default', concat('e', toString(number)), now64(9), now64(9), 1, number + 1 FROM numbers(${storedCount})`,
    )
  })
  after(() => engine?.close())

  const learnt = async (bytesMax: number) => {
    const ids = new KnownIds(bytesMax)
    await ids.load(engine, stays)
    return ids
  }
  let round = 0
  /** How many ids that were never there are not certainly new. */
  const alarms = (ids: KnownIds, count: number) => {
    let found = 0
    round++
    for (let id = 0; id < count; id++) if (!ids.add(hash(`new ${round} ${id}`))) found++
    return found
  }
  const assertKnown = (ids: KnownIds, prefix: string, count: number) => {
    for (let id = 0; id < count; id++) assert.equal(ids.add(hash(`${prefix}${id}`)), false, `${prefix}${id}`)
  }

  test('every id that the engine holds is known, and of a million others none', async () => {
    const ids = await learnt(64 * 1024 ** 2)
    assertKnown(ids, 'e', storedCount)
    // One is expected in hundreds of runs of this test.
    assert.ok(alarms(ids, 1_000_000) <= 1)
  })

  test('until they are learnt, any id may be stored', async () => {
    const ids = new KnownIds(64 * 1024 ** 2)
    ids.add(hash('e1'))
    assert.equal(alarms(ids, 1000), 1000)
  })

  test('ids that are added later are known too, however many tables that takes', async () => {
    const ids = await learnt(64 * 1024 ** 2)
    for (let id = 0; id < 1_000_000; id++) ids.add(hash(`later ${id}`))
    assertKnown(ids, 'later ', 1_000_000)
    assertKnown(ids, 'e', storedCount)
    assert.ok(alarms(ids, 1_000_000) <= 1)
  })

  test('to learn them again, as after a failure, takes no more memory', async () => {
    const ids = await learnt(64 * 1024 ** 2)
    const { bytes } = ids
    await ids.load(engine, stays)
    assert.equal(ids.bytes, bytes)
  })

  test('they never take more memory than they may, and once that is too little, any id may be stored', async () => {
    for (const bytesMax of [3_000_000, 2 ** 22]) {
      const ids = await learnt(bytesMax)
      assert.equal(alarms(ids, 1000), 0)
      for (let id = 0; id < 1_000_000; id++) {
        ids.add(hash(`later ${id}`))
        if (id % 1000 === 0) assert.ok(ids.bytes <= bytesMax, `${ids.bytes} bytes`)
      }
      assert.equal(alarms(ids, 1000), 1000)
      assert.equal(ids.bytes, 0)
    }
  })

  test('where memory is too little for what is stored, nothing of it is taken', async () => {
    const ids = await learnt(2 ** 20)
    assert.equal(ids.bytes, 0)
    assertKnown(ids, 'e', 1)
    assert.equal(alarms(ids, 1000), 1000)
  })
})
