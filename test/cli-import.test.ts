import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { call, items, ndjson } from './call.ts'
import { createMoodyProxy } from './moody-proxy.ts'
import { createWorkplace, type Serving } from './occur-process.ts'

const realData = join(import.meta.dirname, '../../shared/data/airline-sessions.ndjson')

describe('importing', () => {
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
    const written = items({ stdout: readFileSync(join(folder, 'rejects.out'), 'utf8') })
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
    assert.deepEqual(
      listed.stdout.split('\r\n')[0],
      "timestamp,event_id,session_id,type,description,'prefixed,attributes",
    )
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
