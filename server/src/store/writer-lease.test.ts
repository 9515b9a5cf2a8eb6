import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Engine } from '../engine/engine.ts'
import { openTestServerEngine } from '../engine/testing/engines.ts'
import { migrate } from './migrations.ts'
import { holdWriterLease } from './writer-lease.ts'

describe('the lease of the one writer of a ClickHouse server', () => {
  let engine: Engine
  before(async () => {
    engine = await openTestServerEngine()
    await migrate(engine)
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
