import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { parseFilter } from '@occur/client/filter'
import type { Engine } from '../engine/engine.ts'
import { openTestEngine } from '../engine/testing/engines.ts'
import { newEvent } from './event-log.contract.ts'
import { eventReads } from './find-events.ts'
import { migrate } from './migrations.ts'
import { openEventLog } from './open-event-log.ts'

const killed = new Error('killed here')

describe('bringing the tables up to date', () => {
  let engine: Engine
  before(async () => {
    engine = await openTestEngine()
  })
  after(() => engine?.close())

  test('is safe wherever it was killed, and when it is run again', async () => {
    const steps = await stepsOf(engine)
    assert.ok(steps.length > 3, 'there is something to kill')
    await dropEverything(engine)
    // Killed one command later each time, it has every time done again what it had done of this version. As it leaves the
    // tables as if it had never been killed, what it would do next is the same, too.
    await killedOneLaterEachTime(engine, async (done) => {
      assert.deepEqual(await tablesOf(engine), steps[done - 1]?.tables ?? [], `killed after ${done} commands`)
    })
    assert.deepEqual(await tablesOf(engine), steps.at(-1)?.tables)
    // Up to date, there is nothing left to do but to look.
    assert.equal((await stepsOf(engine)).length, 1)
    const log = await openEventLog(engine, { pendingBytesMax: 2 ** 20, dedupeBytesMax: 2 ** 24 })
    assert.deepEqual(await log.append([newEvent('p')]), ['stored'])
    await log.close()
    await migrate(engine)
    assert.deepEqual(await engine.rows('SELECT count() AS count FROM event'), [{ count: '1' }])
  })

  test('makes tables that sync to disk what is inserted and, before the parts it was made from go, what is merged', async () => {
    await migrate(engine)
    const tables = await engine.rows<{ name: string; create_table_query: string }>(
      `SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase()`,
    )
    assert.ok(tables.length > 5)
    const synced = ['fsync_after_insert', 'fsync_part_directory', 'min_rows_to_fsync_after_merge']
    for (const { name, create_table_query } of tables)
      for (const setting of synced) assert.ok(create_table_query.includes(`${setting} = 1`), `${name}: ${setting}`)
    const events = tables.find(({ name }) => name === 'event')
    assert.match(events?.create_table_query ?? '', /index_granularity = 1024/, 'the one that has changed places')

    for (const id of [1, 2]) await engine.command(`INSERT INTO event (project, event_id) VALUES ('p', '${id}')`)
    const before = await filesSynced(engine)
    await engine.command('OPTIMIZE TABLE event FINAL')
    assert.ok((await filesSynced(engine)) > before)
    await engine.command('TRUNCATE TABLE event')
  })

  test('gives events of an older version what the newer one knows them by, wherever it is killed', async () => {
    const log = await openEventLog(engine, { pendingBytesMax: 2 ** 20, dedupeBytesMax: 2 ** 24 })
    const events = Array.from({ length: 5 }, (_, n) =>
      newEvent('p', { attributes: `{"n":${n},"said":"Number ${n}"}`, failed: n === 3 }),
    )
    for (const event of events) await log.append([event])
    await log.close()
    const storedEvents = () => engine.rows('SELECT * EXCEPT leaves FROM event ORDER BY seq')
    const leaves = () => engine.rows('SELECT seq, leaves, texts, agent FROM event ORDER BY seq')
    const before = [await storedEvents(), await leaves()]
    await engine.command('ALTER TABLE event DROP INDEX by_text, DROP COLUMN texts')
    await engine.command('ALTER TABLE event DROP INDEX by_leaf, DROP COLUMN leaves')
    await engine.command('TRUNCATE TABLE migration')
    await engine.command('INSERT INTO migration (version) VALUES (2)')
    await killedOneLaterEachTime(engine, async (done) => {
      assert.deepEqual(await storedEvents(), before[0], `killed after ${done} commands`)
    })
    assert.deepEqual([await storedEvents(), await leaves()], before)
    const filter = { conditions: [], asked: { filter: parseFilter('attributes.n:3 "number 3"'), now: 0n } }
    assert.equal(await eventReads(engine).count('p', filter), 1)
    await engine.command('TRUNCATE TABLE event')
  })

  test('tells an operator what happens to tables that were there, and what it costs', async () => {
    const told: [object, string][] = []
    const log = { info: (facts: object, message: string) => void told.push([facts, message]) }
    await migrate(engine, log)
    assert.deepEqual(told, [], 'they are up to date')
    await engine.command('TRUNCATE TABLE migration')
    await engine.command('INSERT INTO migration (version) VALUES (4)')
    await migrate(engine, log)
    assert.match(
      JSON.stringify(told),
      /"version":5,"price":".*in the background.*bringing.*"version":5.*of this version now/,
    )
    await dropEverything(engine)
    told.length = 0
    await migrate(engine, log)
    assert.deepEqual(told, [], 'there was nothing to be brought to a newer version')
  })

  test('refuses a ClickHouse that is too old, before it touches a table', async () => {
    const tables = await tablesOf(engine)
    for (const version of ['26.6.9.1', '25.12.1.1', '9.9']) {
      const old = new Proxy(engine, {
        get: (target, name) => (name === 'rows' ? async () => [{ version }] : target[name as keyof Engine]),
      })
      await assert.rejects(migrate(old), { code: 'conflict', message: /needs 26\.7 or later\. Update it/ })
    }
    assert.deepEqual(await tablesOf(engine), tables)
  })

  test('refuses tables that a newer program made, and leaves them alone', async () => {
    await migrate(engine)
    const tables = await tablesOf(engine)
    await engine.command('INSERT INTO migration (version) VALUES (999)')
    await assert.rejects(migrate(engine), {
      code: 'conflict',
      message: /version 999, made by a newer Occur; this one knows version \d+\. Start the newer Occur/,
    })
    assert.deepEqual(await tablesOf(engine), tables)
  })
})

/** The commands that it takes, each with the tables as it left them. */
async function stepsOf(engine: Engine): Promise<{ tables: object[] }[]> {
  const steps: { tables: object[] }[] = []
  await migrate(
    withCommand(engine, async (...statement) => {
      await engine.command(...statement)
      steps.push({ tables: await tablesOf(engine) })
    }),
  )
  return steps
}

/**
 * Runs it again and again, killed after one command more each time, until it has come to its end. `look` is told how many
 * different commands it has got through by then: what it does again after a kill counts once.
 */
async function killedOneLaterEachTime(engine: Engine, look: (done: number) => Promise<void>): Promise<void> {
  // The first command, which makes the table of versions, is done by every run.
  let doneBefore = 1
  for (let done = 0; ; done++) {
    const run = runKilledAfter(engine, done === 0 ? 0 : done - doneBefore + 1)
    const isKilled = await migrate(run.engine).then(
      () => false,
      (error: unknown) => {
        assert.equal(error, killed)
        return true
      },
    )
    if (!isKilled) return
    await look(done)
    // It never goes back behind a version that was finished.
    if (run.last.startsWith('INSERT INTO migration')) doneBefore = done
  }
}

/** The same engine, which does some commands more and then is gone, as its process would be; and the last command it did. */
function runKilledAfter(engine: Engine, commands: number) {
  let left = commands
  const run = {
    last: '',
    engine: withCommand(engine, async (...statement) => {
      if (left-- === 0) throw killed
      await engine.command(...statement)
      run.last = statement[0]
    }),
  }
  return run
}

function withCommand(engine: Engine, command: Engine['command']): Engine {
  return new Proxy(engine, {
    get: (target, name) => {
      if (name === 'command') return command
      const value = target[name as keyof Engine]
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function tablesOf(engine: Engine): Promise<object[]> {
  return engine.rows(
    'SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY name',
  )
}

async function filesSynced(engine: Engine): Promise<number> {
  const [synced] = await engine.rows<{ count: string }>(
    `SELECT sum(value) AS count FROM system.events WHERE event = 'FileSync'`,
  )
  return Number(synced?.count)
}

async function dropEverything(engine: Engine): Promise<void> {
  const tables = (await tablesOf(engine)) as { name: string }[]
  for (const { name } of tables) await engine.command(`DROP TABLE ${name} SYNC`)
}
