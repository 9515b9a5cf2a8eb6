import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { AppError } from '../event/errors.ts'
import type { Engine } from './engine.ts'
import type { EngineOptions } from './engine-options.ts'
import { openEngine } from './open-engine.ts'
import { startPrivate } from './private-start.ts'
import { isAlive } from './process-facts.ts'
import { silentLog, temporaryFolder, testEngineOptions } from './testing/engines.ts'
import { until } from './testing/until.ts'

// In the order in which they came, so that an engine ends before its folder goes.
const toGiveBack: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const giveBack of toGiveBack.splice(0).reverse()) await giveBack()
})

test('a killed engine is unavailable, comes back by itself, and has every row that was inserted', async () => {
  const { engine, processId } = await openWatched(await newFolder())
  await engine.command('CREATE TABLE kept (a UInt32) ENGINE = MergeTree ORDER BY a SETTINGS fsync_after_insert = 1')
  await engine.insertBinary('kept', { a: 'UInt32' }, new Uint8Array(4_000).fill(7))
  process.kill(processId(), 'SIGKILL')
  const failures: unknown[] = []
  await until(() => answers(engine, failures))
  assert.ok(failures.length > 0)
  for (const failure of failures) {
    assert.ok(failure instanceof AppError, String(failure))
    assert.equal(failure.code, 'unavailable')
    assert.equal(failure.retryAfterSeconds, 1)
  }
  assert.deepEqual(await engine.rows('SELECT count() AS count FROM kept'), [{ count: '1000' }])
})

test('what was running when the engine was killed is settled once the next one answers', async () => {
  const { engine, processId } = await openWatched(await newFolder())
  const running = engine.command('SELECT sum(number) FROM numbers(1000000000000) FORMAT Null', { statementId: 'lost' })
  const lost = assert.rejects(running, { code: 'unavailable' })
  process.kill(processId(), 'SIGKILL')
  await lost
  await engine.settle('lost')
  assert.ok(await answers(engine, []))
})

test('closing ends the process, also while it is being started again', async () => {
  const { engine, processId, started } = await openWatched(await newFolder())
  process.kill(processId(), 'SIGKILL')
  await until(async () => !(await answers(engine, [])))
  await engine.close()
  for (const id of started) assert.equal(isAlive(id), false)
})

test('the engine ends with its parent, however the parent ends', async () => {
  const script = fileURLToPath(new URL('./testing/hold-engine.ts', import.meta.url))
  const parent = spawn(process.execPath, [script, await newFolder()], { stdio: ['ignore', 'pipe', 'inherit'] })
  toGiveBack.push(async () => parent.kill('SIGKILL'))
  const [line] = await once(createInterface({ input: parent.stdout }), 'line')
  const processId = Number(line)
  assert.ok(isAlive(processId))
  parent.kill('SIGKILL')
  await until(() => !isAlive(processId))
})

test('a signal to the whole group of processes leaves the engine to its parent', async () => {
  const { engine, processId } = await openWatched(await newFolder())
  const before = processId()
  process.kill(before, 'SIGTERM')
  process.kill(before, 'SIGINT')
  // Each of these would meet a dead engine, if the signal had ended it.
  for (let count = 0; count < 20; count++) await engine.rows('SELECT sleep(0.01)')
  assert.equal(processId(), before)
})

test('the memory of the engine is capped', async () => {
  const { engine } = await openWatched(await newFolder(), { memoryBytesMax: 600_000_000 })
  const [row] = await engine.rows("SELECT value FROM system.server_settings WHERE name = 'max_server_memory_usage'")
  assert.deepEqual(row, { value: '600000000' })
})

test('only its own password opens the engine', async () => {
  const engine = await start(await newFolder())
  const ask = async (headers: Record<string, string>, sql = 'SELECT 1') =>
    (await fetch(engine.url, { method: 'POST', body: sql, headers })).status
  const basic = (user: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
  })
  const ours = basic(engine.user, engine.password)
  assert.equal(await ask(ours), 200)
  assert.equal(await ask(basic(engine.user, 'guess')), 404)
  assert.equal(await ask(basic(engine.user, '')), 404)
  // The engine starts as this user, which has no password.
  for (const sql of ['SELECT 1', 'SELECT number FROM system.numbers LIMIT 1', 'SYSTEM STOP LISTEN HTTP']) {
    assert.equal(await ask(basic('default', ''), sql), 404, sql)
    assert.equal(await ask({}, sql), 404, sql)
    assert.equal(await ask({ 'x-clickhouse-user': 'default', 'x-clickhouse-key': '' }, sql), 404, sql)
  }
  for (const path of [
    '/?query=SELECT+1',
    '/?user=default&query=SELECT+1',
    '/play',
    '/dashboard',
    '/ping',
    '/replicas_status',
  ]) {
    assert.equal((await fetch(engine.url + path)).status, 404, path)
  }
  assert.equal(await ask(ours), 200)
})

test('neither the list of processes nor the folder gives away the password', async () => {
  const folder = await newFolder()
  const engine = await start(folder)
  if (process.platform === 'linux') {
    for (const place of ['cmdline', 'environ']) {
      const text = await readFile(`/proc/${engine.processId}/${place}`, 'utf8')
      assert.ok(text.length > 0)
      assert.ok(!text.includes(engine.password))
    }
  }
  assert.equal((await stat(folder)).mode & 0o077, 0)
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue
    const text = await readFile(join(file.parentPath, file.name), 'latin1')
    assert.ok(!text.includes(engine.password), file.name)
  }
})

test('a second engine in the same folder is refused with a sentence', async () => {
  const folder = await newFolder()
  await start(folder)
  await assert.rejects(start(folder), {
    name: 'AppError',
    code: 'conflict',
    message: /Another engine is running in/,
  })
})

test('an engine that cannot start says why', async () => {
  const folder = await newFolder()
  // A file where the engine wants a folder.
  await writeFile(join(folder, 'metadata'), 'in the way')
  await assert.rejects(start(folder), {
    name: 'AppError',
    code: 'unavailable',
    message: /did not start in .*metadata/s,
  })
})

test('as many statements run at the same time as there are connections for, and another one is not kept waiting', async () => {
  const { engine } = await openWatched(await newFolder(), { connectionsMax: 310 })
  const over = new AbortController()
  const slow = Array.from({ length: 300 }, () =>
    engine.rows(
      'SELECT sleepEachRow(3) FROM numbers(20) SETTINGS max_threads = 1, function_sleep_max_microseconds_per_block = 0',
      { left: over.signal },
    ),
  )
  const ended = Promise.allSettled(slow)
  await until(async () => {
    const [running] = await engine.rows<{ count: string }>(
      `SELECT count() AS count FROM system.processes WHERE query LIKE 'SELECT sleepEachRow%'`,
    )
    return Number(running?.count) === slow.length
  })
  over.abort()
  await ended
})

async function start(folder: string) {
  const engine = await startPrivate({ folder, database: 'occur', memoryBytesMax: 1024 ** 3, connectionsMax: 16 })
  toGiveBack.push(() => engine.kill())
  return engine
}

/** An engine, and the process ids that it reports when it starts. */
async function openWatched(folder: string, options: Partial<EngineOptions> = {}) {
  const started: number[] = []
  const info = (facts: object) => {
    if ('processId' in facts) started.push(Number(facts.processId))
  }
  const engine = await openEngine({ ...testEngineOptions(folder), ...options }, { ...silentLog, info })
  toGiveBack.push(() => engine.close())
  return { engine, started, processId: () => started.at(-1) as number }
}

async function answers(engine: Engine, failures: unknown[]): Promise<boolean> {
  try {
    await engine.rows('SELECT 1')
    return true
  } catch (error) {
    failures.push(error)
    return false
  }
}

async function newFolder(): Promise<string> {
  const folder = await temporaryFolder()
  toGiveBack.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}
