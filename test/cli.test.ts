import assert from 'node:assert/strict'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { call, items, ndjson } from './call.ts'
import { createWorkplace } from './occur-process.ts'

describe('keys', () => {
  const place = createWorkplace()
  const { run } = place
  after(() => place.end())

  async function createKey(...flags: string[]) {
    const { code, stdout, stderr } = await run(['keys', 'create', ...flags])
    assert.equal(code, 0, stderr)
    return { secret: stdout.trim(), id: /Key (\S+) /.exec(stderr)?.[1] ?? '' }
  }

  test('are made, listed and revoked while a server runs, of any project, and hold at once', async () => {
    const serving = await place.serve()
    const sender = await createKey('--name', 'phone-bot', '--scope', 'ingest', '--project', 'sales')
    const reader = await createKey('--name', 'audit', '--scope', 'read', '--scope', 'ingest')
    const list = await run(['keys', 'list'])
    assert.match(list.stdout, /sales +phone-bot +ingest/)
    assert.match(list.stdout, /default +audit +read, ingest/)
    assert.ok(!list.stdout.includes(sender.secret))

    const as = (secret: string) => ({ env: { OCCUR_URL: serving.url, OCCUR_KEY: secret } })
    const sent = await run(['import', '-'], { ...as(sender.secret), input: ndjson(call('sales')) })
    assert.equal(sent.code, 0, sent.stderr)
    const mayNot = await run(['list'], as(sender.secret))
    assert.equal(mayNot.code, 2)
    assert.match(mayNot.stderr, /may not do this/)
    assert.equal((await run(['list', '--json'], as(reader.secret))).stdout, '')

    assert.equal((await run(['keys', 'revoke', reader.id])).code, 0)
    const revoked = await run(['list'], as(reader.secret))
    assert.equal(revoked.code, 2)
    assert.match(revoked.stderr, /key was refused/)
    assert.equal(await serving.stop(), 0)
  })

  test('are managed in the data folder while no server runs, and hold when it starts', async () => {
    const offline = await createKey('--name', 'made-offline', '--scope', 'read')
    const [newest] = items(await run(['keys', 'list', '--json']))
    assert.deepEqual([newest.name, newest.project, newest.key_id], ['made-offline', 'default', offline.id])
    const gone = await run(['keys', 'revoke', 'no-such-key'])
    assert.equal(gone.code, 2)
    assert.match(gone.stderr, /no-such-key/)

    const serving = await place.serve()
    const read = await run(['list', '--limit', '1'], { env: { OCCUR_URL: serving.url, OCCUR_KEY: offline.secret } })
    assert.equal(read.code, 0, read.stderr)
    await serving.stop()
  })
})

describe('the program', () => {
  const place = createWorkplace()
  const { run, data } = place
  after(() => place.end())

  test('says what is wrong in one sentence, with a code that scripts can use', async () => {
    const cases: [args: string[], code: number, says: RegExp][] = [
      [['list'], 2, /No Occur runs on .*data.*npx occur serve/],
      [['import', 'no-such-file'], 2, /There is no file no-such-file/],
      [['list', '--url', 'http://127.0.0.1:1'], 2, /No key for http:\/\/127\.0\.0\.1:1/],
      [['list', '--url', 'http://127.0.0.1:1', '--key', 'x'], 2, /No answer from http:\/\/127\.0\.0\.1:1/],
      [['list', '--url', 'localhost'], 2, /not an address/],
      [['list', '--limit', 'many'], 2, /whole number/],
      [['list', '--since', 'yesterday', '--url', 'http://127.0.0.1:1', '--key', 'x'], 2, /not a span of time/],
      [['lisst'], 2, /unknown command/],
      [['serve', '--port', 'x'], 1, /OCCUR_PORT=x: is not a whole number/],
    ]
    for (const [args, code, says] of cases) {
      const ended = await run(args)
      assert.equal(ended.code, code, `${args.join(' ')}: ${ended.stderr}`)
      assert.match(ended.stderr, says)
      assert.doesNotMatch(ended.stderr, /\n {4}at /)
      assert.equal(ended.stdout, '')
    }
    const named = await run(['serve'], { env: { OCCUR_CLICKHOUSE_URL: 'http://me:secret@localhost:8123' } })
    assert.match(named.stderr, /OCCUR_CLICKHOUSE_URL=http:\/\/…@localhost:8123: .* set OCCUR_CLICKHOUSE_USER/)
    const misspelt = await run(['serve'], { env: { OCCUR_PROT: '1' } })
    assert.equal(misspelt.code, 1)
    assert.match(misspelt.stderr, /OCCUR_PROT is not a setting/)
  })

  test('helps, with an example, for every command', async () => {
    const overview = await run(['--help'])
    assert.equal(overview.code, 0)
    assert.match(overview.stdout, /Exit codes:/)
    const commands = [
      'serve',
      'import',
      'list',
      'sessions',
      'timeline',
      'tail',
      'demo',
      'doctor',
      'keys create',
      'keys list',
      'keys revoke',
    ]
    for (const command of commands) {
      const { code, stdout } = await run([...command.split(' '), '--help'])
      assert.equal(code, 0)
      assert.match(stdout, new RegExp(`Examples?:\\n  .*occur ${command}`), command)
    }
    assert.match((await run(['serve', '--help'])).stdout, /OCCUR_ENGINE_MEMORY_BYTES_MAX/)
  })

  test('the doctor fails nothing on a machine like this, with and without a server, and finds what is wrong', async () => {
    const without = await run(['doctor'], { env: { OCCUR_PORT: '0' } })
    assert.equal(without.code, 0, without.stdout)
    assert.match(without.stdout, /warn +server +none runs/)

    const serving = await place.serve()
    const healthy = await run(['doctor', '--json'])
    assert.equal(healthy.code, 0, healthy.stdout)
    const states = Object.fromEntries(items(healthy).map(({ subject, state }) => [subject, state]))
    for (const subject of ['node', 'engine', 'data', 'lock', 'disk', 'server', 'ready', 'key', 'clock'])
      assert.equal(states[subject], 'ok', subject)

    const wrongKey = await run(['doctor', '--key', 'wrong'])
    assert.equal(wrongKey.code, 1)
    assert.match(wrongKey.stdout, /fail {2}key +401: .+\n +\S/)
    const elsewhere = await run(['doctor', '--url', 'http://127.0.0.1:1', '--key', 'x'])
    assert.equal(elsewhere.code, 1)
    assert.match(elsewhere.stdout, /fail {2}server +http:\/\/127\.0\.0\.1:1 does not answer/)

    const second = await run(['serve', '--port', '0'])
    assert.equal(second.code, 1)
    assert.match(second.stderr, new RegExp(`in use by Occur, process ${serving.process.child.pid}`))
    const { mode } = statSync(join(data, 'server.json'))
    assert.equal(mode & 0o777, 0o600)
    assert.equal(await serving.stop(), 0)
    assert.equal(existsSync(join(data, 'server.json')), false)
  })
})
