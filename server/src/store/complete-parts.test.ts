import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { parseFilter } from '@occur/client/filter'
import type { Engine } from '../engine/engine.ts'
import { openTestEngine } from '../engine/testing/engines.ts'
import { until } from '../engine/testing/until.ts'
import type { NewEvent } from '../event/event.ts'
import { matches } from '../event/matches.ts'
import { completeParts } from './complete-parts.ts'
import { instant, newEvent } from './event-log.contract.ts'
import type { EventLog } from './event-log.ts'
import { eventReads } from './find-events.ts'
import { migrate } from './migrations.ts'
import { openEventLog } from './open-event-log.ts'
import { sessionReads } from './session-reads.ts'
import { recountSessions } from './testing/recount-sessions.ts'

let engine: Engine
let log: EventLog
before(async () => {
  engine = await openTestEngine()
  await migrate(engine)
  log = await openEventLog(engine, { pendingBytesMax: 1024 ** 2, dedupeBytesMax: 1024 ** 2 })
})
after(async () => {
  await log?.close()
  await engine?.close()
})

const filters = [
  ...['attributes.n:3', 'three', '"number 3"', 'attributes.n:3 OR attributes.n:0'],
  ...['attributes.n>3', '-attributes.n>3', 'attributes.n>100', 'attributes.n>=0 attributes.n<9', 'attributes.m>0'],
  ...['attributes.said:no*', '-attributes.said:no* attributes.n>0', 'attributes.said:*'],
]

test('answers are the same whether parts are complete, some of them are, or they were merged', async () => {
  await engine.command('SYSTEM STOP MERGES event')
  const stored: NewEvent[] = []
  const store = async () => {
    const at = instant('2026-03-01T10:00:00Z') + BigInt(stored.length)
    const attributes = JSON.stringify({ n: stored.length, said: stored.length < 9 ? 'nothing' : 'all' })
    const events = ['a', 'b', 'a'].map((session_id, i) =>
      newEvent('p', {
        session_id,
        timestamp: at + BigInt(i),
        description: `Number ${stored.length} of three`,
        attributes,
      }),
    )
    await log.append(events)
    stored.push(...events)
  }
  const check = async (parts: number, without: number) => {
    assert.deepEqual(await partsOf(engine), { parts, without })
    const found = await Promise.all(['a', 'b'].map((id) => sessionReads(engine).get('p', id)))
    assert.deepEqual(found, recountSessions(stored))
    for (const text of filters) {
      const filter = parseFilter(text)
      const passing = stored.filter((event) => matches(filter, { ...event, writer: 1, seq: 1 }, 0n))
      assert.equal(await eventReads(engine).count('p', { conditions: [], asked: { filter, now: 0n } }), passing.length)
    }
  }
  for (let commit = 0; commit < 3; commit++) await store()
  await check(3, 3)

  await engine.command('ALTER TABLE event MODIFY SETTING max_bytes_to_merge_at_max_space_in_pool = 1')
  await engine.command('SYSTEM START MERGES event')
  const complete = await completeParts(engine, new Set())
  await until(async () => (await partsOf(engine)).without === 0 && !(await isMutating()))
  await check(3, 0)
  const mutations = await mutationsOf(engine)
  assert.ok(mutations > 0)
  assert.equal(await completeParts(engine, complete), complete)
  assert.equal(await mutationsOf(engine), mutations, 'there was nothing left to do')

  for (let commit = 0; commit < 2; commit++) await store()
  await check(5, 2)
  await completeParts(engine, complete)
  await until(async () => (await partsOf(engine)).without === 0 && !(await isMutating()))
  await check(5, 0)
  await engine.command('ALTER TABLE event RESET SETTING max_bytes_to_merge_at_max_space_in_pool')
  await engine.command('OPTIMIZE TABLE event FINAL')
  await check(1, 0)
  await completeParts(engine, complete)
  await until(async () => !(await isMutating()))
  await check(1, 0)
})

test('merges build the projection that inserts leave out', async () => {
  await engine.command('TRUNCATE TABLE event')
  for (let commit = 0; commit < 3; commit++) await log.append([newEvent('q', { session_id: 's' })])
  await engine.command('OPTIMIZE TABLE event FINAL')
  assert.deepEqual(await partsOf(engine), { parts: 1, without: 0 })
  assert.equal((await sessionReads(engine).get('q', 's'))?.event_count, 3)
})

async function partsOf(engine: Engine) {
  const [counts] = await engine.rows<{ parts: number; without: number }>(
    `SELECT toUInt32(count()) AS parts, toUInt32(countIf(NOT has(projections, 'sessions'))) AS without
    FROM system.parts WHERE database = currentDatabase() AND table = 'event' AND active`,
  )
  return counts!
}

async function mutationsOf(engine: Engine): Promise<number> {
  const sql = `SELECT 1 FROM system.mutations WHERE database = currentDatabase() AND table = 'event'`
  return (await engine.rows(sql)).length
}

async function isMutating(): Promise<boolean> {
  const sql = `SELECT 1 FROM system.mutations WHERE database = currentDatabase() AND table = 'event' AND NOT is_done`
  return (await engine.rows(sql)).length > 0
}
