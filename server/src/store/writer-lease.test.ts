import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Engine } from '../engine/engine.ts'
import { openTestServerEngine } from '../engine/testing/engines.ts'
import { holdWriterLease } from './writer-lease.ts'

describe('the lease of the one writer of a ClickHouse server', () => {
  let engine: Engine
  before(async () => {
    engine = await openTestServerEngine()
  })
  after(() => engine?.close())
  const noLoss = () => assert.fail('the lease was lost')

  test('a second writer is refused while the first lives, and told who that is', async () => {
    const lease = await holdWriterLease(engine, 1, noLoss)
    await assert.rejects(holdWriterLease(engine, 1, noLoss), {
      code: 'conflict',
      message: new RegExp(`another Occur, process ${process.pid} on `),
    })
    await lease.release()
  })

  test('of several that start at the same moment one becomes the writer', async () => {
    const tries = await Promise.allSettled([1, 2, 3].map(() => holdWriterLease(engine, 1, noLoss)))
    const held = tries.filter((attempt) => attempt.status === 'fulfilled')
    assert.equal(held.length, 1)
    for (const { value } of held) await value.release()
  })

  test('a lease that was released, or whose holder is dead, is taken at once', async () => {
    const first = await holdWriterLease(engine, 1, noLoss)
    await first.release()
    const second = await holdWriterLease(engine, 1, noLoss)
    // No process has this number: Linux gives at most 4,194,304.
    await engine.command(
      `INSERT INTO writer_lease SELECT writer, holder, host, 4294967295, now64(3), version + 1 FROM writer_lease FINAL`,
    )
    const third = await holdWriterLease(engine, 1, noLoss)
    await third.release()
    await second.release()
  })
})
