import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { createMoodyProxy } from './moody-proxy.ts'
import { createWorkplace, type Ended, type Serving } from './occur-process.ts'

const realData = join(import.meta.dirname, '../../shared/data/airline-sessions.ndjson')
const controlSequence = '\x1b'

/** A call as a phone bot would have it, at a minute of its own. */
function call(session: string, minute = 0): object[] {
  const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 14, minute, second)).toISOString()
  const facts = { session_id: session, conversation_id: `c-${session}`, user_id: '+18042221111' }
  return [
    {
      timestamp: at(0),
      ...facts,
      category: 'session',
      type: 'session-start',
      attributes: { channel: 'voice_sip_v1', agent: 'dental' },
    },
    {
      timestamp: at(4),
      ...facts,
      category: 'conversation',
      type: 'user-message',
      description: 'It hurts',
      attributes: { text: 'It hurts' },
    },
    {
      timestamp: at(9),
      ...facts,
      source: 'tool-call',
      source_id: 'find_slot',
      category: 'automation',
      type: 'tool-call',
      description: 'find_slot(day=today)',
      attributes: { arguments: { day: 'today' }, result: { slots: [] }, ok: true, duration_ms: 412 },
    },
    {
      timestamp: at(15),
      ...facts,
      source: 'tool-call',
      source_id: 'transfer',
      category: 'automation',
      type: 'phone-transfer',
      description: 'Transfer to phone number +18045550142',
      attributes: { ok: true },
    },
  ]
}

const ndjson = (events: readonly object[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('')
const items = ({ stdout }: Ended) =>
  stdout
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

describe('importing and reading back', () => {
  const place = createWorkplace()
  const { run, folder } = place
  let serving: Serving
  before(async () => {
    serving = await place.serve()
  })
  after(() => place.end())

  /** Writes a file and imports it; the answer is the report, and how the process ended. */
  async function importText(name: string, text: string | Buffer, ...flags: string[]) {
    writeFileSync(join(folder, name), text)
    const ended = await run(['import', name, '--json', ...flags])
    return { ...ended, report: JSON.parse(ended.stdout || '{}') }
  }

  const exact =
    '{"timestamp":"2026-01-01T00:00:00Z","session_id":"exact","attributes":{"10":1e400,"2":123456789012345678901234567890,"n":null,"s":"é🙂\\u0000"}}'

  test('a file is stored once, however often and in whatever form it is imported', async () => {
    const lines = `${exact}\n${ndjson(call('twice'))}`
    const first = await importText('twice.ndjson', lines)
    assert.equal(first.code, 0, first.stderr)
    assert.deepEqual([first.report.accepted, first.report.duplicate, first.report.complete], [5, 0, true])
    const forms: [string, string | Buffer][] = [
      ['twice.ndjson', lines],
      ['renamed.txt', lines.replaceAll('\n', '\r\n')],
      ['twice.ndjson.gz', gzipSync(lines)],
      ['members.gz', Buffer.concat([gzipSync(lines.slice(0, 300)), gzipSync(lines.slice(300))])],
      ['twice.zst', zstdCompressSync(lines)],
      ['twice.json', `[${lines.trim().split('\n').join(',\n')}]`],
    ]
    for (const [name, bytes] of forms) {
      const { code, report } = await importText(name, bytes)
      assert.deepEqual([code, report.accepted, report.duplicate, report.rejected], [0, 0, 5, 0], name)
    }
    const piped = await run(['import', '-', '--json'], { input: lines })
    assert.deepEqual([piped.code, JSON.parse(piped.stdout).duplicate], [0, 5])
  })

  test('attributes come back as exactly the text that was in the file', async () => {
    const { stdout } = await run(['list', '--session', 'exact', '--json', '--fields', 'session_id,attributes'])
    assert.equal(stdout.trim(), exact)
  })

  test('identical lines are as many events as there are lines', async () => {
    const line = ndjson(call('same').slice(0, 1))
    const { report } = await importText('same.ndjson', line.repeat(3))
    assert.deepEqual([report.accepted, report.duplicate], [3, 0])
    const again = await importText('same.ndjson', line.repeat(4))
    assert.deepEqual([again.report.accepted, again.report.duplicate], [1, 3])
  })

  test('rejects are reported with the lines of the file, written where asked, and exit with 1', async () => {
    const [good] = call('rejects')
    const text = [
      JSON.stringify(good),
      '',
      '{"timestamp":"yesterday"}',
      'no JSON at all',
      '{"timestamp":"2026-01-01T00:00:00Z","colour":"red"}',
      '[1]',
    ].join('\n')
    const { code, report } = await importText('rejects.ndjson', text, '--rejects', 'rejects.out')
    assert.equal(code, 1)
    assert.deepEqual([report.accepted, report.rejected], [1, 4])
    const written = items({ stdout: readFileSync(join(folder, 'rejects.out'), 'utf8') } as Ended)
    assert.deepEqual(
      written.map(({ line, text }) => [line, text]),
      [
        [3, '{"timestamp":"yesterday"}'],
        [4, 'no JSON at all'],
        [5, '{"timestamp":"2026-01-01T00:00:00Z","colour":"red"}'],
        [6, '[1]'],
      ],
    )
    assert.equal(written[0].problems[0].field, 'timestamp')
    const forPeople = await run(['import', 'rejects.ndjson'])
    assert.equal(forPeople.code, 1)
    assert.match(forPeople.stdout, / 0 accepted\n +1 duplicate\n +4 rejected\n/)
    assert.match(forPeople.stdout, /\n {2}line 3: timestamp: .+\n {2}line 4: .*JSON.+\n {2}line 5: colour: /)

    const answer = await fetch(`${serving.url}/api/v1/events/rejected/`, {
      headers: { Authorization: `Bearer ${serving.key}` },
    })
    const kept = (await answer.json()) as { items: { raw: string }[] }
    assert.ok(kept.items.some(({ raw }) => raw === 'no JSON at all'))
  })

  test('a CSV is imported with the lines of its rows, and what list writes as CSV is read again', async () => {
    const csv = [
      'timestamp,session_id,type,attributes,attributes.city,description',
      '2026-01-01T00:00:00Z,csv,greeting,"{""n"": 1.0}",Köln,"two',
      'lines, ""quoted"""',
      'never,csv,greeting,,,',
      '2026-01-01T00:00:01Z,csv,odd,not json,,',
      '2026-01-01T00:00:02Z,csv,short',
    ].join('\n')
    const { code, report } = await importText('events.csv', csv)
    assert.deepEqual([code, report.accepted, report.rejected], [1, 1, 3])
    assert.deepEqual(
      report.rejects.map(({ line }: { line: number }) => line),
      [4, 5, 6],
    )
    const [event] = items(await run(['list', '--session', 'csv', '--json']))
    assert.equal(event.description, 'two\nlines, "quoted"')
    assert.deepEqual(event.attributes, { n: 1, city: 'Köln' })

    const listed = await run([
      'list',
      '--session',
      'csv',
      '--csv',
      '--fields',
      'event_id,session_id,type,description,attributes',
    ])
    assert.deepEqual(listed.stdout.split('\r\n')[0], 'timestamp,event_id,session_id,type,description,attributes')
    const again = await importText('listed.csv', listed.stdout)
    assert.deepEqual([again.code, again.report.duplicate], [0, 1])
  })

  test('a column that no event has is an error that names it', async () => {
    const { code, stderr } = await importText('unknown.csv', 'timestamp,colour\n2026-01-01T00:00:00Z,red\n')
    assert.equal(code, 2)
    assert.match(stderr, /"colour"/)
  })

  test('a file that is cut off is stored as far as it goes, and exits with 2', async () => {
    const lines = ndjson(
      Array.from({ length: 3000 }, (_, n) => ({
        timestamp: '2026-01-01T00:00:00Z',
        session_id: 'cut',
        description: `${n} ${'x'.repeat(n % 97)}`,
      })),
    )
    const whole = gzipSync(lines)
    const { code, stderr, report } = await importText('cut.gz', whole.subarray(0, Math.floor(whole.length / 2)))
    assert.equal(code, 2)
    assert.match(stderr, /cut\.gz cannot be decompressed to its end/)
    assert.equal(report.complete, false)
    const count = JSON.parse((await run(['import', 'cut.gz', '--restart', '--json'])).stdout)
    assert.ok(count.duplicate > 0 && count.duplicate === report.accepted, JSON.stringify([report, count]))
  })

  test('a list has no escape sequences in a pipe, and its limit, filters and order work', async () => {
    await importText('lists.ndjson', ndjson([...call('list-1', 1), ...call('list-2', 2)]))
    const table = await run(['list', '--conversation', 'c-list-1', '--conversation', 'c-list-2'])
    assert.equal(table.code, 0)
    assert.ok(!table.stdout.includes(controlSequence))
    assert.equal(table.stdout.trim().split('\n').length, 9)
    assert.match(table.stdout, /phone-transfer +Transfer to phone number \+18045550142/)

    const types = async (...flags: string[]) =>
      items(await run(['list', '--session', 'list-1', '--session', 'list-2', '--json', ...flags])).map(
        ({ session_id, type }) => `${session_id} ${type}`,
      )
    assert.deepEqual(await types('--limit', '2'), ['list-2 phone-transfer', 'list-2 tool-call'])
    assert.deepEqual(await types('--order', 'asc', '--limit', '1'), ['list-1 session-start'])
    assert.deepEqual(await types('--limit', '2', '--page', '3'), ['list-1 user-message', 'list-1 session-start'])
    assert.deepEqual(await types('--attribute', 'duration_ms=412', '--from', '2026-03-02T14:02:00Z'), [
      'list-2 tool-call',
    ])
    assert.deepEqual(await types('--where', 'type=user-message', '--to', '2026-03-02T14:02'), ['list-1 user-message'])
    assert.deepEqual(await types('--description', 'PHONE number', '--source-id', 'transfer', '--limit', '1'), [
      'list-2 phone-transfer',
    ])
    assert.deepEqual(await types('--since', '1s'), [])
    const cursor = /--cursor (\S+)/.exec((await run(['list', '--session', 'list-1', '--limit', '3'])).stderr)?.[1] ?? ''
    assert.deepEqual(
      items(await run(['list', '--session', 'list-1', '--cursor', cursor, '--json'])).map(({ type }) => type),
      ['session-start'],
    )
  })

  test('a list of everything goes beyond one page, each event once', async () => {
    const many = Array.from({ length: 2500 }, (_, n) => ({
      timestamp: '2025-06-01T00:00:00Z',
      event_id: `many-${n}`,
      session_id: 'many',
    }))
    await importText('many.ndjson', ndjson(many))
    const all = items(await run(['list', '--session', 'many', '--all', '--json', '--fields', 'event_id']))
    assert.equal(all.length, 2500)
    assert.equal(new Set(all.map(({ event_id }) => event_id)).size, 2500)
    assert.equal(items(await run(['list', '--session', 'many', '--limit', '1200', '--json'])).length, 1200)
  })

  test('text from events cannot act on the terminal of whoever lists them', async () => {
    const evil = {
      timestamp: '2026-01-01T00:00:00Z',
      session_id: 'evil',
      description: `${controlSequence}[2J${controlSequence}]0;owned\x07`,
    }
    await importText('evil.ndjson', ndjson([evil]))
    const { stdout } = await run(['list', '--session', 'evil'])
    assert.ok(!stdout.includes(controlSequence))
    assert.match(stdout, /␛\[2J/)
  })

  test('sessions and the timeline of one read as what happened', async () => {
    await importText('timeline.ndjson', ndjson(call('told', 30)))
    const table = await run(['sessions', '--session', 'told'])
    assert.match(table.stdout, /told +\+18042221111 .*15\.0 s +4 +\d+ +1 +·/)
    const [session] = items(await run(['sessions', '--session', 'told', '--json']))
    assert.deepEqual([session.event_count, session.transfer_count, session.duration], [4, 1, 15])

    const { stdout, code } = await run(['timeline', 'told'])
    assert.equal(code, 0)
    assert.ok(!stdout.includes(controlSequence))
    assert.match(stdout, /00:04 User +It hurts/)
    assert.match(stdout, /00:09 +⚙ find_slot {2}412 ms\n +→ \{"day":"today"\}\n +← \{"slots":\[\]\}/)
    assert.match(stdout, /00:15 ⇢ +TRANSFER/)
    const json = JSON.parse((await run(['timeline', 'told', '--json'])).stdout)
    assert.equal(json.events.length, 4)
    const missing = await run(['timeline', 'never-was'])
    assert.equal(missing.code, 2)
    assert.match(missing.stderr, /never-was/)
  })

  test('a reader that leaves early is no error', async () => {
    const listing = place.start(['list', '--session', 'many', '--all', '--json'])
    await listing.until(/\n/)
    listing.child.stdout?.destroy()
    assert.equal(await listing.ended, 0)
    assert.equal(listing.stderr, '')
  })

  test('a demo is stored as believable sessions', async () => {
    const { code, stdout } = await run(['demo', '--rate', '2000', '--count', '400', '--seed', '7'])
    assert.deepEqual([code, stdout], [0, '400 accepted\n'])
    const events = items(await run(['list', '--all', '--json'])).filter(({ session_id }) => /^demo-/.test(session_id))
    assert.equal(events.length, 400)
    const types = new Set(events.map(({ type }) => type))
    for (const type of ['session-start', 'user-message', 'agent-message', 'tool-call', 'session-end'])
      assert.ok(types.has(type), type)
    assert.ok(events.some(({ type }) => /transfer|handoff/.test(type)))
  })

  test('the real data is 3,275 events, and again 3,275 duplicates', {
    skip: existsSync(realData) ? false : `${realData} is not here`,
  }, async () => {
    const first = await run(['import', realData])
    assert.match(first.stdout, / 3,275 accepted\n +0 duplicates\n +0 rejected\n/)
    const again = await run(['import', realData])
    assert.match(again.stdout, / 0 accepted\n +3,275 duplicates\n +0 rejected\n/)
  })
})

describe('importing through trouble', () => {
  const place = createWorkplace()
  const { run, folder } = place
  let serving: Serving
  before(async () => {
    serving = await place.serve()
  })
  after(() => place.end())

  const eventCount = 6500
  const events = (session: string) =>
    ndjson(
      Array.from({ length: eventCount }, (_, n) => ({
        timestamp: '2026-01-01T00:00:00Z',
        session_id: session,
        description: `event ${n}`,
      })),
    )
  const storedCount = async (session: string) =>
    items(await run(['list', '--session', session, '--all', '--json', '--fields', 'session_id'])).length

  test('an import that lost its server goes on where it was when it is run again', async (context) => {
    const proxy = await createMoodyProxy(serving.url)
    context.after(() => proxy.close())
    const env = { OCCUR_URL: proxy.url, OCCUR_KEY: serving.key }
    writeFileSync(join(folder, 'resumed.ndjson'), events('resumed'))

    proxy.allow(3)
    const broken = await run(['import', 'resumed.ndjson', '--retry-for', '0', '--json'], { env })
    assert.equal(broken.code, 2)
    assert.match(broken.stderr, /Run the same command again/)
    const done = JSON.parse(broken.stdout)
    assert.ok(done.accepted > 0 && done.accepted < eventCount && done.complete === false, broken.stdout)

    const before = proxy.batches
    proxy.allow(Number.POSITIVE_INFINITY)
    const resumed = await run(['import', 'resumed.ndjson', '--json'], { env })
    assert.equal(resumed.code, 0, resumed.stderr)
    assert.match(resumed.stderr, /Going on after [\d,]+ events/)
    const { accepted, duplicate } = JSON.parse(resumed.stdout)
    assert.equal(accepted + duplicate, eventCount)
    assert.equal(proxy.batches - before, Math.ceil((eventCount - done.accepted) / 1000))
    assert.equal(await storedCount('resumed'), eventCount)

    const whole = await run(['import', 'resumed.ndjson', '--json'], { env })
    assert.equal(JSON.parse(whole.stdout).duplicate, eventCount)
  })

  test('a busy server is asked again when it says so, and nothing is lost', async (context) => {
    const proxy = await createMoodyProxy(serving.url)
    context.after(() => proxy.close())
    const env = { OCCUR_URL: proxy.url, OCCUR_KEY: serving.key }
    proxy.allow(2, { status: 503, headers: { 'Retry-After': '0' }, times: 3 })
    const { code, stdout, stderr } = await run(['import', '-', '--json'], { env, input: events('busy') })
    assert.equal(code, 0, stderr)
    assert.match(stderr, /come back later; trying again/)
    assert.equal(JSON.parse(stdout).accepted, eventCount)
    assert.equal(await storedCount('busy'), eventCount)
  })

  test('Ctrl-C ends an import with 130, also while it waits for its input', async () => {
    const importing = place.start(['import', '-'])
    importing.child.stdin?.write(events('interrupted'))
    // What a pipe gave is stored while it is silent, not only at its end.
    for (let stored = 0; stored < eventCount; ) stored = await storedCount('interrupted')
    importing.child.kill('SIGINT')
    assert.equal(await importing.ended, 130)
    assert.match(importing.stderr, /Interrupted/)
  })
})

describe('following live', () => {
  const place = createWorkplace()
  after(() => place.end())

  test('a tail shows every event once, through a restart of the server, and ends with 0', async () => {
    const first = await place.serve()
    const tail = place.start(['tail', '--json', '--type', 'tool-call'])
    await tail.until(/Live from/, 'stderr')
    const send = (session: string) => place.run(['import', '-'], { input: ndjson(call(session)) })

    await send('before')
    await tail.until(/"before"/)
    assert.equal(await first.stop(), 0)
    await tail.until(/trying again/, 'stderr')
    const second = await place.serve(first.port)
    await send('after')
    await tail.until(/"after"/)
    await send('last')
    await tail.until(/"last"/)

    tail.child.kill('SIGINT')
    assert.equal(await tail.ended, 0)
    const seen = items(tail as unknown as Ended)
    assert.deepEqual(
      seen.map(({ session_id, type }) => `${session_id} ${type}`),
      ['before tool-call', 'after tool-call', 'last tool-call'],
    )
    const later = place.start(['tail', '--after', seen[0].cursor, '--type', 'tool-call'])
    await later.until(/last {2}tool-call/)
    later.child.kill('SIGINT')
    await later.ended
    assert.deepEqual(
      later.stdout
        .trim()
        .split('\n')
        .map((line) => line.split('  ')[1]),
      ['after', 'last'],
    )
    assert.equal(await second.stop('SIGINT'), 0)
  })
})

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
