import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestEngine } from '../engine/testing/engines.ts'
import { hashId, idHashSql } from './id-hash.ts'

// Around the block of four bytes, beyond ASCII, and longer than the buffer that short ids are hashed in.
const eventIds = ['', 'a', 'ab', 'abc', 'abcd', 'abcde', 'a\0b', 'ünïcode 🙂', '\u{ffff}'.repeat(300), 'y'.repeat(9000)]

test('the engine hashes every id as we do, or ids learnt from it would be unknown', async () => {
  const engine = await openTestEngine()
  try {
    for (const event_id of eventIds) {
      const [row] = await engine.rows<{ hash: [number, number] }>(
        `SELECT [${idHashSql}] AS hash FROM (SELECT 'söme' AS project, {event_id:String} AS event_id)`,
        { params: { event_id } },
      )
      const { high, low } = hashId('söme', event_id)
      assert.deepEqual(row?.hash, [high, low], JSON.stringify(event_id.slice(0, 20)))
    }
  } finally {
    await engine.close()
  }
})
