import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { AppError } from '../event/errors.ts'
import { type Engine, EngineRefusal } from './engine.ts'
import { until } from './testing/until.ts'

/** The promises of `Engine`. It runs against the private engine and against a server that is reached by URL. */
export function testEngine(name: string, open: () => Promise<Engine>): void {
  describe(`${name} engine`, () => {
    let engine: Engine
    before(async () => {
      engine = await open()
    })
    after(() => engine.close())

    test('answers rows by column name, and 64-bit integers without loss', async () => {
      const rows = await engine.rows("SELECT 'a' AS letter, toUInt64(18446744073709551615) AS large, NULL AS nothing")
      assert.deepEqual(rows, [{ letter: 'a', large: '18446744073709551615', nothing: null }])
    })

    test('binds values as values, whatever is in them', async () => {
      const text = "'; DROP TABLE t; -- \\ \n\t {x:String} %20 é 😀 \0"
      assert.deepEqual(await engine.rows('SELECT {text:String} AS text', { params: { text } }), [{ text }])
    })

    test('binds more values than fit into an address', async () => {
      const ids = Array.from({ length: 1_000 }, (_, index) => `event-${index}-${'x'.repeat(60)}`)
      const rows = await engine.rows('SELECT arrayJoin({ids:Array(String)}) AS id', { params: { ids } })
      assert.deepEqual(
        rows,
        ids.map((id) => ({ id })),
      )
    })

    test('has what it was given in RowBinary as soon as the insert has resolved', async () => {
      await engine.command('CREATE TABLE inserted (number UInt32, text String) ENGINE = MergeTree ORDER BY number')
      await engine.insertBinary(
        'inserted',
        { number: 'UInt32', text: 'String' },
        Buffer.from('\x01\0\0\0\x01a\x02\0\0\0\x02\xff\n', 'latin1'),
      )
      const rows = await engine.rows('SELECT number, hex(text) AS text FROM inserted ORDER BY number')
      assert.deepEqual(rows, [
        { number: 1, text: '61' },
        { number: 2, text: 'FF0A' },
      ])
    })

    test('takes plain text for LowCardinality, in few rows and in many', async () => {
      await engine.command(
        'CREATE TABLE sparing (text LowCardinality(Nullable(String))) ENGINE = MergeTree ORDER BY ()',
      )
      const rows = Buffer.from('\x00\x02it\x01\x00\x00')
      await engine.insertBinary('sparing', { text: 'Nullable(String)' }, rows)
      await engine.insertBinary('sparing', { text: 'Nullable(String)' }, Buffer.alloc(rows.length * 200_000, rows))
      const counted = await engine.rows('SELECT text, count() AS count FROM sparing GROUP BY text ORDER BY text')
      const count = '200001'
      assert.deepEqual(counted, [
        { text: '', count },
        { text: 'it', count },
        { text: null, count },
      ])
    })

    test('an insert is one part, which is there whole or not at all, however many rows it has', async () => {
      await engine.command('CREATE TABLE whole (number UInt32) ENGINE = MergeTree ORDER BY number')
      await engine.command('SYSTEM STOP MERGES whole')
      await engine.insertBinary('whole', { number: 'UInt32' }, Buffer.alloc(4 * 300_000))
      const parts = await engine.rows(`SELECT rows FROM system.parts WHERE table = 'whole' AND active`)
      assert.deepEqual(parts, [{ rows: '300000' }])
    })

    test('inserts nothing of rows that end in the middle, and says why', async () => {
      await engine.command('CREATE TABLE broken (text String) ENGINE = MergeTree ORDER BY text')
      await assert.rejects(engine.insertBinary('broken', { text: 'String' }, Buffer.from('\x01a\x05b')), EngineRefusal)
      assert.deepEqual(await engine.rows('SELECT text FROM broken'), [])
    })

    test("refuses with ClickHouse's code", async () => {
      const unknownTable = { name: 'EngineRefusal', code: 60 }
      await assert.rejects(engine.rows('SELECT 1 FROM missing'), unknownTable)
      await assert.rejects(engine.command('INSERT INTO missing VALUES (1)'), unknownTable)
      await assert.rejects(engine.insertBinary('missing', { a: 'UInt8' }, Buffer.from([1])), unknownTable)
    })

    test('a question cannot change anything', async () => {
      await assert.rejects(engine.rows('CREATE TABLE sly (a UInt8) ENGINE = Memory'), { code: 164 })
    })

    test('hands out the bytes of an answer in the format asked for', async () => {
      const parts: Uint8Array[] = []
      for await (const part of engine.bytes('SELECT number FROM numbers(100000)', 'TSV')) {
        parts.push(part)
      }
      const expected = Array.from({ length: 100_000 }, (_, number) => `${number}\n`).join('')
      assert.equal(Buffer.concat(parts).toString(), expected)
    })

    test('throws a failure that comes after the answer has begun, and hands out none of its words', async () => {
      const parts: Uint8Array[] = []
      const reading = async () => {
        const sql = 'SELECT throwIf(number = 3000000) FROM numbers(10000000)'
        for await (const part of engine.bytes(sql, 'TSV')) parts.push(part)
      }
      await assert.rejects(reading, { name: 'EngineRefusal', code: 395 })
      assert.match(Buffer.concat(parts).toString(), /^(0\n)+$/)
    })

    test('cancels a question whose reader leaves the loop', async () => {
      const sql = 'SELECT number AS left_by_its_reader FROM system.numbers'
      for await (const part of engine.bytes(sql, 'RowBinary')) if (part.length > 0) break
      await until(async () => !(await isRunning(engine, 'left_by_its_reader')))
    })

    for (const [kind, ask] of [
      ['rows', (sql: string, left: AbortSignal) => engine.rows(sql, { left })],
      ['bytes', (sql: string, left: AbortSignal) => drain(engine.bytes(sql, 'TSV', { left }))],
    ] as const) {
      test(`cancels ${kind} whose reader has left, and throws why it left`, async () => {
        const leaving = new AbortController()
        const asked = ask(`SELECT sum(number) AS abandoned_${kind} FROM numbers(1000000000000)`, leaving.signal)
        const refused = assert.rejects(asked, /gone home/)
        await until(() => isRunning(engine, `abandoned_${kind}`))
        leaving.abort(new Error('gone home'))
        await refused
        await until(async () => !(await isRunning(engine, `abandoned_${kind}`)))
      })
    }

    test('cancels a change whose asker has left', async () => {
      await engine.command('CREATE TABLE slow_change (a UInt64) ENGINE = MergeTree ORDER BY a')
      const leaving = new AbortController()
      const refused = assert.rejects(
        engine.command('INSERT INTO slow_change SELECT number FROM numbers(1000000000000)', { left: leaving.signal }),
        { name: 'AbortError' },
      )
      await until(() => isRunning(engine, 'INTO slow_change'))
      leaving.abort()
      await refused
      await until(async () => !(await isRunning(engine, 'INTO slow_change')))
    })

    test('a settled statement is no longer running', async () => {
      await engine.command('CREATE TABLE unsettled (a UInt64) ENGINE = MergeTree ORDER BY a')
      const failed = assert.rejects(
        engine.command('INSERT INTO unsettled SELECT number FROM numbers(1000000000000)', {
          statementId: 'unsettled-1',
        }),
        { name: 'AppError', code: 'unavailable' },
      )
      await until(() => isRunning(engine, 'INTO unsettled'))
      await engine.settle('unsettled-1')
      assert.equal(await isRunning(engine, 'INTO unsettled'), false)
      await failed
    })

    test('settles a statement that it never heard of', async () => {
      await engine.settle('never-sent')
    })

    test('says what to do about a question that takes too long', async () => {
      const settings = { max_execution_time: 0.1 }
      const asked = engine.rows('SELECT sum(number) FROM numbers(1000000000000)', { settings })
      await assert.rejects(asked, { name: 'AppError', code: 'too_expensive', message: /OCCUR_QUERY_MS_MAX/ })
    })

    test('says what to do about a question that needs too much memory', async () => {
      const asked = engine.rows('SELECT length(groupArray(number)) FROM numbers(1000000000)')
      await assert.rejects(asked, { name: 'AppError', code: 'too_expensive', message: /OCCUR_QUERY_MEMORY_BYTES_MAX/ })
    })

    test('says what to do about an answer that is too large', async () => {
      const sql = 'SELECT repeat(toString(number % 10), 1000000) AS text FROM numbers(300)'
      await assert.rejects(engine.rows(sql, { settings: { max_block_size: 10 } }), {
        name: 'AppError',
        code: 'too_expensive',
        message: /answer is larger.*smaller pages/,
      })
    })

    test('groups on disk what does not fit into memory', async () => {
      const sql = 'SELECT count() AS count FROM (SELECT toString(number) AS key FROM numbers(12000000) GROUP BY key)'
      assert.deepEqual(await engine.rows(sql), [{ count: '12000000' }])
      const inMemory = { max_bytes_before_external_group_by: 0, max_bytes_ratio_before_external_group_by: 0 }
      await assert.rejects(engine.rows(sql, { settings: inMemory }), { code: 'too_expensive' })
    })

    test('is overloaded, rather than the asker wrong, when all its memory is in use', async () => {
      const asked = engine.rows('SELECT length(groupArray(number)) FROM numbers(10000000000)', {
        settings: { max_memory_usage: 0 },
      })
      await assert.rejects(asked, { name: 'AppError', code: 'overloaded', retryAfterSeconds: 1 })
    })

    test('tells the memory that it uses', async () => {
      const bytes = await engine.memoryBytes()
      assert.ok(bytes !== null && bytes > 1024 ** 2, `${bytes} bytes`)
    })

    test('is unavailable once it is closed', async () => {
      const closing = await open()
      await closing.close()
      await assert.rejects(
        closing.rows('SELECT 1'),
        (error) => error instanceof AppError && error.code === 'unavailable',
      )
    })
  })
}

async function drain(parts: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of parts);
}

async function isRunning(engine: Engine, words: string): Promise<boolean> {
  const sql = 'SELECT query FROM system.processes WHERE position(query, {words:String}) > 0 AND query_id != queryID()'
  return (await engine.rows(sql, { params: { words } })).length > 0
}
