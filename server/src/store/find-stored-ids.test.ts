import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Engine, StatementOptions } from '../engine/engine.ts'
import { openTestEngine } from '../engine/testing/engines.ts'
import type { NewEvent } from '../event/event.ts'
import { putReadyTables } from '../testing/ready-tables.ts'
import { findStoredIds } from './find-stored-ids.ts'
import { migrate } from './migrations.ts'

const storedCount = 100_000

describe('looking up which ids are stored', () => {
  let engine: Engine
  before(async () => {
    engine = await openTestEngine(putReadyTables)
    await migrate(engine)
    await engine.command(
      `INSERT INTO event (project, event_id, timestamp, received_at, writer, seq)
      SELECT 'default', hex(sipHash64(number)), toDateTime64(number, 9), now64(9), 1, number + 1 FROM numbers(${storedCount})`,
    )
  })
  after(() => engine?.close())

  /** Which of them are stored, and how many rows the engine read to tell. */
  async function lookUp(...ids: [eventId: string, second: number][]): Promise<{ found: string[]; rowsRead: number }> {
    const tally = { rowsRead: 0 }
    const rows: Engine['rows'] = (sql: string, options?: StatementOptions) => engine.rows(sql, { ...options, tally })
    const events = ids.map(([event_id, second]) => {
      return { project: 'default', event_id, timestamp: BigInt(second) * 1_000_000_000n } as NewEvent
    })
    const found = await findStoredIds({ rows } as Engine, events)
    return { found: [...found], rowsRead: tally.rowsRead }
  }
  const storedId = async (second: number) => {
    const [row] = await engine.rows<{ id: string }>(`SELECT hex(sipHash64(toUInt64(${second}))) AS id`)
    return row!.id
  }

  test('an id that was stored is found by its timestamp, where a mark or two are read', async () => {
    const { found, rowsRead } = await lookUp([await storedId(70_000), 70_000])
    assert.deepEqual(found, [`default\0${await storedId(70_000)}`])
    assert.ok(rowsRead <= 2 * 1024, `${rowsRead} rows`)
  })

  test('an id with another timestamp than it was stored with is found by the index of ids', async () => {
    const { found, rowsRead } = await lookUp([await storedId(70_000), 5])
    assert.deepEqual(found, [`default\0${await storedId(70_000)}`])
    assert.ok(rowsRead <= 10 * 1024, `${rowsRead} rows`)
  })

  test('an id that is not stored does not have the table read', async () => {
    const { found, rowsRead } = await lookUp(['a false alarm', 70_000])
    assert.deepEqual(found, [])
    assert.ok(rowsRead <= 10 * 1024, `${rowsRead} rows`)
  })
})
