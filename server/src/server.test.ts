import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pino } from 'pino'
import { readConfig } from './config.ts'
import { startServerOnClickHouse } from './http/testing/server-on-clickhouse.ts'
import { openKeyStore, startServer } from './server.ts'
import { startTestServer, testConfig } from './testing/test-server.ts'

const log = pino({ level: 'silent' })

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'occur-server-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('the first start makes an admin key that only its owner can read, and later starts leave it alone', async (t) => {
  const server = await startTestServer()
  t.after(() => last.stop())
  assert.equal(server.keyFileIsNew, true)
  assert.equal(statSync(server.keyFile).mode & 0o777, 0o600)
  assert.equal(statSync(server.dataFolder).mode & 0o777, 0o700)
  const last = await server.restart()
  assert.equal(last.keyFileIsNew, false)
  assert.equal(last.key, server.key)
  assert.equal((await last.fetch('/api/v1/whoami')).status, 200)
})

test('what the engine would take for no limit is refused as a limit', () => {
  for (const variable of ['OCCUR_QUERY_MS_MAX', 'OCCUR_QUERY_MEMORY_BYTES_MAX', 'OCCUR_ENGINE_MEMORY_BYTES_MAX']) {
    assert.throws(() => readConfig({ [variable]: '0' }), { message: `${variable}=0: is not at least 1` })
  }
})

test('the secret itself is nowhere in the data, except in the file of the first key', async (t) => {
  const server = await startTestServer()
  t.after(() => server.stop())
  const other = await server.createKey({ scopes: ['read'] })
  const files = readdirSync(server.dataFolder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  assert.ok(files.length > 10, 'there is something to look at')
  for (const file of files) {
    const bytes = readFileSync(join(file.parentPath, file.name))
    assert.equal(bytes.includes(other), false, file.name)
    if (file.name !== 'admin-key') assert.equal(bytes.includes(server.key), false, file.name)
  }
})

test('a start that was killed after writing the key file takes the key that is in it', async (t) => {
  const dataFolder = temporaryFolder(t)
  const secret = `occ_abcdefgh_${'k'.repeat(43)}`
  writeFileSync(join(dataFolder, 'admin-key'), `${secret}\n`, { mode: 0o600 })
  const server = await startTestServer({ dataFolder })
  t.after(() => server.stop())
  assert.equal(server.key, secret)
  assert.equal((await server.fetch('/api/v1/whoami')).status, 200)
})

test('a key file that others can read, or that holds no key, is not trusted', async (t) => {
  for (const [text, mode, why] of [
    [`occ_abcdefgh_${'k'.repeat(43)}`, 0o644, /admin-key can be read by others/],
    ['hello', 0o600, /admin-key holds no key/],
  ] as const) {
    const dataFolder = temporaryFolder(t)
    writeFileSync(join(dataFolder, 'admin-key'), text, { mode })
    await assert.rejects(startServer(testConfig(dataFolder), log), why)
  }
})

test('an address that others can reach is refused until a key has been set up, and nothing stays taken', async (t) => {
  const dataFolder = temporaryFolder(t)
  const open = () => startServer(testConfig(dataFolder, { OCCUR_HOST: '0.0.0.0' }), log)
  await assert.rejects(open(), /OCCUR_HOST=0\.0\.0\.0: .*no key has been set up.*127\.0\.0\.1.*occur keys create/)
  assert.equal(existsSync(join(dataFolder, 'admin-key')), false)
  assert.equal(existsSync(join(dataFolder, 'lock')), false)

  const store = await openKeyStore(testConfig(dataFolder), log)
  await store.keys.create({ project: 'default', name: 'first', scopes: ['admin'] })
  await store.close()
  const server = await open()
  t.after(() => server.close())
  assert.match(server.url, /^http:\/\/127\.0\.0\.1:\d+$/)
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200)
})

test('a second server on the same data is refused, and the first one goes on', async (t) => {
  const server = await startTestServer()
  t.after(() => server.stop())
  await assert.rejects(startServer(testConfig(server.dataFolder), log), new RegExp(`process ${process.pid}`))
  await assert.rejects(openKeyStore(testConfig(server.dataFolder), log), /in use by Occur/)
  assert.equal((await server.fetch('/readyz')).status, 200)
})

test('a start that fails at its last step gives everything back, so that the next one works', async (t) => {
  const dataFolder = temporaryFolder(t)
  const occupied = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => occupied.once('listening', resolve))
  t.after(() => occupied.close())
  const { port } = occupied.address() as AddressInfo
  await assert.rejects(startServer(testConfig(dataFolder, { OCCUR_PORT: String(port) }), log), {
    code: 'conflict',
    message: `127.0.0.1:${port} is in use by another program. Choose another port with --port, or 0 for any`,
  })
  assert.equal(existsSync(join(dataFolder, 'lock')), false)
  assert.equal(existsSync(join(dataFolder, 'server.json')), false)
  const server = await startTestServer({ dataFolder })
  await server.stop()
})

test('server.json is there while the server runs, for its owner only, with another secret each time', async (t) => {
  const first = await startTestServer()
  t.after(() => second.stop())
  const path = join(first.dataFolder, 'server.json')
  assert.equal(statSync(path).mode & 0o777, 0o600)
  const { pid, url } = JSON.parse(readFileSync(path, 'utf8'))
  assert.deepEqual({ pid, url }, { pid: process.pid, url: first.url })
  await first.close()
  assert.equal(existsSync(path), false)
  const second = await first.restart()
  assert.notEqual(second.operatorSecret, first.operatorSecret)
  const old = await fetch(`${second.url}/api/v1/keys/`, {
    headers: { authorization: `Bearer ${first.operatorSecret}` },
  })
  assert.equal(old.status, 401)
})

test('a server that was told to stop answers what is in hand, takes nobody new, and can be told twice', async (t) => {
  const server = await startTestServer()
  t.after(() => rmSync(server.dataFolder, { recursive: true, force: true }))
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  let answered = ''
  socket.setEncoding('utf8').on('data', (text) => {
    answered += text
  })
  const body = JSON.stringify({ name: 'late', scopes: ['read'] })
  const head = `POST /api/v1/keys/ HTTP/1.1\r\nhost: x\r\nsyllable-api-key: ${server.key}\r\ncontent-type: application/json\r\n`
  socket.write(`${head}content-length: ${body.length}\r\nexpect: 100-continue\r\n\r\n`)
  await until(() => answered.includes('100 Continue'))

  const closing = server.close()
  socket.write(body)
  await until(() => socket.readableEnded || socket.destroyed)
  assert.match(answered, /HTTP\/1\.1 201 Created/)
  assert.match(answered, /\r\nconnection: close\r\n/i)
  assert.match(answered, /"name":"late"/)
  await closing
  await server.close()
  await assert.rejects(fetch(`${server.url}/healthz`))
})

test('while the engine is down, answers are 503 with Retry-After and never 500, and then all is well again', async (t) => {
  const lines: string[] = []
  const server = await startTestServer({
    log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
  })
  t.after(() => server.stop())
  const started = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'the private engine has started')
  process.kill(started.processId, 'SIGKILL')

  const statuses: number[] = []
  for (let status = 503; status !== 201; ) {
    const answer = await server.fetch('/api/v1/keys/', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'syllable-api-key': server.key },
      body: JSON.stringify({ name: 'patient', scopes: ['read'] }),
    })
    status = answer.status
    statuses.push(status)
    if (status === 503) assert.match(answer.headers.get('retry-after') ?? '', /^[1-9]\d*$/)
    assert.equal((await server.fetch('/api/v1/whoami')).status, 200, 'keys are known all the while')
  }
  assert.deepEqual(new Set(statuses), new Set([503, 201]))
  assert.equal((await server.fetch('/readyz')).status, 200)
})

test('a body that does not arrive in time costs its sender the connection, and nobody else anything', async (t) => {
  const server = await startTestServer({ env: { OCCUR_BODY_MS_MAX: '200' } })
  t.after(() => server.stop())
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  let answered = ''
  socket.setEncoding('utf8').on('data', (text) => {
    answered += text
  })
  const head = `POST /api/v1/keys/ HTTP/1.1\r\nhost: x\r\nsyllable-api-key: ${server.key}\r\ncontent-type: application/json\r\n`
  socket.write(`${head}content-length: 100\r\n\r\n{"name"`)
  await until(() => socket.readableEnded || socket.destroyed)
  assert.match(answered, /^HTTP\/1\.1 408 /)
  assert.match(answered, /did not arrive within 200 ms/)
  assert.equal((await server.fetch('/healthz')).status, 200)
})

test('keys can be made while no server runs, and hold when one does', async (t) => {
  const dataFolder = temporaryFolder(t)
  mkdirSync(dataFolder, { recursive: true })
  const store = await openKeyStore(testConfig(dataFolder), log)
  const { secret } = await store.keys.create({ project: 'shop', name: 'offline', scopes: ['read'] })
  await store.close()
  const server = await startServer(testConfig(dataFolder), log)
  t.after(() => server.close())
  const answer = await fetch(`${server.url}/api/v1/whoami`, { headers: { 'syllable-api-key': secret } })
  assert.deepEqual(((await answer.json()) as { project: string }).project, 'shop')
})

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
}

test('a newer Occur is refused before it touches a table of a ClickHouse server that an older one writes to', async (t) => {
  const { server, engine, env, stop } = await startServerOnClickHouse()
  t.after(() => stop())
  // As an older one has them, so that there is much to change, and events to copy into tables that take the place of others.
  await engine.command('TRUNCATE TABLE migration')
  await engine.command('INSERT INTO migration (version) VALUES (2)')
  const store = async (event_id: string) => {
    const answer = await server.fetch('/api/v1/events/', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ event_id, timestamp: '2026-03-02T14:06:54Z' }),
    })
    assert.equal(answer.status, 201, await answer.text())
  }
  const tables = () =>
    engine.rows(
      `SELECT name, uuid, create_table_query, total_rows FROM system.tables
      WHERE database = currentDatabase() AND name != 'writer_lease' ORDER BY name`,
    )
  await store('before')
  const before = await tables()
  const newer = testConfig(temporaryFolder(t), env)
  await assert.rejects(startServer(newer, log), { code: 'conflict', message: /is written by another Occur, process/ })
  assert.deepEqual(await tables(), before)
  await store('after')
  assert.deepEqual(await engine.rows('SELECT event_id FROM event ORDER BY event_id'), [
    { event_id: 'after' },
    { event_id: 'before' },
  ])

  await server.close()
  const newest = await startServer(newer, log)
  assert.notDeepEqual(await tables(), before, 'now it may')
  assert.deepEqual(await engine.rows('SELECT count() AS count FROM event'), [{ count: '2' }])
  await newest.close()
})
