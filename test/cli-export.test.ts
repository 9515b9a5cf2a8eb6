import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gunzipSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { call, items, ndjson } from './call.ts'
import { createMoodyProxy } from './moody-proxy.ts'
import { createWorkplace, type Serving } from './occur-process.ts'

/** One event a line, with everything in it that a file format, a spreadsheet or a parser could trip over. */
const oddEvents = [
  '{"timestamp":"1900-01-01T00:00:00.000000001Z","event_id":"+1","user_id":"+18042221111","description":"=1+1"}',
  '{"timestamp":"1969-12-31T23:59:59.999999999Z","event_id":"-2","user_id":"@home","description":"\'+1804, quoted"}',
  '{"timestamp":"2261-12-31T23:59:59.999999999Z","event_id":"\'","session_id":"","description":"\'\'"}',
  '{"timestamp":"2026-03-02T14:06:54.206180Z","event_id":"lines","description":"\\r\\n\\t\\"two\\"\\n lines, \\u0000 \\u2028 😀 "}',
  '{"timestamp":"2026-03-02T14:06:54.2Z","event_id":"nothing else"}',
  '{"timestamp":"2026-03-02T14:06:54.2Z","event_id":"null","type":"null","category":"\\\\N","source":"\\"\\"","source_id":"\\ttab"}',
  '{"timestamp":"2026-03-02T14:06:55Z","event_id":"a","session_id":"s","conversation_id":"c","source":"tool-call","source_id":"t","category":"k","type":"lookup","user_id":"u","description":"d","attributes":{"b":1, "a":[1e400,123456789012345678901234567890,-0.10],"é\\u00e9":{"=x":"\\"quoted\\" +\\r\\n\\t","null":null}}}',
]

describe('exporting', () => {
  const place = createWorkplace()
  const { run, folder } = place
  let serving: Serving
  before(async () => {
    serving = await place.serve()
    const { code, stderr } = await run(['import', '-'], { input: `${oddEvents.join('\n')}\n` })
    assert.equal(code, 0, stderr)
  })
  after(() => place.end())

  let projects = 0
  async function otherProject() {
    const { stdout, stderr } = await run([
      'keys',
      'create',
      '--name',
      'other',
      '--scope',
      'admin',
      '--project',
      `p-${projects++}`,
      '--json',
    ])
    assert.notEqual(stdout, '', stderr)
    return { OCCUR_URL: serving.url, OCCUR_KEY: JSON.parse(stdout).secret as string }
  }
  const textIn = (name: string) => readFileSync(join(folder, name), 'utf8')
  /** All that came from a sender, as text; when it was taken in is no part of that. */
  const sentPart = (lines: string) => lines.replaceAll(/,"received_at":"[^"]+"/g, '')

  for (const [name, ...flags] of [
    ['all.ndjson.gz'],
    ['all.csv'],
    ['raw.csv', '--raw'],
    ['all.parquet'],
    ['all.arrow'],
  ] as [string, ...string[]][]) {
    test(`what is in ${name} is imported as equal events, and into the same project as duplicates`, async () => {
      const exported = await run(['export', '-o', name, ...flags])
      assert.equal(exported.code, 0, exported.stderr)
      const again = await run(['import', name, '--json'])
      assert.deepEqual([again.code, JSON.parse(again.stdout).duplicate], [0, oddEvents.length], again.stderr)

      const env = await otherProject()
      const elsewhere = await run(['import', name, '--json'], { env })
      assert.deepEqual([elsewhere.code, JSON.parse(elsewhere.stdout).accepted], [0, oddEvents.length], elsewhere.stderr)
      const [there, here] = await Promise.all([run(['export'], { env }), run(['export'])])
      assert.equal(sentPart(there.stdout), sentPart(here.stdout))
      assert.equal(here.stdout.split('\n').length, oddEvents.length + 1)
    })
  }

  test('an Arrow file is imported from a pipe too, and compressed; Parquet is refused there with the reason', async () => {
    const env = await otherProject()
    const sent = async (bytes: Buffer) => await run(['import', '-', '--json'], { env, input: bytes })
    for (const name of ['piped.arrow', 'piped.parquet']) await run(['export', '-o', name])
    const [arrow, parquet] = ['piped.arrow', 'piped.parquet'].map((name) => readFileSync(join(folder, name)))
    const first = await sent(arrow!)
    assert.deepEqual([first.code, JSON.parse(first.stdout).accepted], [0, oddEvents.length], first.stderr)
    for (const bytes of [gzipSync(arrow!), zstdCompressSync(arrow!)]) {
      const { code, stdout, stderr } = await sent(bytes)
      assert.deepEqual([code, JSON.parse(stdout).duplicate], [0, oddEvents.length], stderr)
    }
    for (const bytes of [parquet!, gzipSync(parquet!)]) {
      const { code, stdout, stderr } = await sent(bytes)
      assert.deepEqual([code, stdout], [2, ''])
      assert.match(stderr, /is Parquet in a pipe, or compressed, which import does not read: .* named as the file/)
    }
  })

  test('a file of nothing is imported as nothing', async () => {
    for (const name of ['nothing.ndjson', 'nothing.csv', 'nothing.parquet', 'nothing.arrow']) {
      await run(['export', '-o', name, '-q', 'type:nothing-like-it'])
      const { code, stdout, stderr } = await run(['import', name, '--json'])
      assert.deepEqual([code, JSON.parse(stdout).accepted, JSON.parse(stdout).rejected], [0, 0, 0], stderr)
    }
  })

  test('a CSV has nothing that a spreadsheet would take for a formula', async () => {
    const { stdout } = await run(['export', '--format', 'csv', '--fields', 'user_id,description'])
    assert.match(stdout, /^timestamp,user_id,'prefixed,description\r\n/)
    assert.match(stdout, /,'\+18042221111,,'=1\+1\r\n/)
    assert.match(stdout, /,'@home,,"''\+1804, quoted"\r\n/)
    const raw = await run(['export', '--format', 'csv', '--raw', '--fields', 'user_id,description'])
    assert.match(raw.stdout, /,\+18042221111,=1\+1\r\n/)
  })

  test('nor has a list as CSV, unless it is for machines; it is imported to equal events', async () => {
    const one = ['list', '--user', '+18042221111', '--fields', 'user_id,description', '--csv']
    const csv = "timestamp,user_id,'prefixed,description\r\n1900-01-01T00:00:00.000000001Z,'+18042221111,,'=1+1\r\n"
    assert.equal((await run(one)).stdout, csv)
    const raw = 'timestamp,user_id,description\r\n1900-01-01T00:00:00.000000001Z,+18042221111,=1+1\r\n'
    assert.equal((await run([...one, '--raw'])).stdout, raw)
    const users = await run(['users', '--csv'])
    assert.match(users.stdout, /\r\n'\+18042221111,1900/)
    assert.match((await run(['users', '--csv', '--raw'])).stdout, /\r\n\+18042221111,1900/)
    const refused = await run(['sessions', '--raw'])
    assert.deepEqual([refused.code, refused.stderr], [2, 'occur: --raw is about CSV: give --csv too\n'])

    const { stdout } = await run(['list', '--all', '--csv'])
    writeFileSync(join(folder, 'listed.csv'), stdout)
    const env = await otherProject()
    const { code, stderr } = await run(['import', 'listed.csv'], { env })
    assert.equal(code, 0, stderr)
    const sent = async (options?: { env: Record<string, string> }) =>
      items(await run(['list', '--all', '--json'], options)).map(({ event_id, user_id, description, session_id }) => [
        event_id,
        user_id,
        description,
        session_id,
      ])
    assert.deepEqual(await sent({ env }), await sent())
  })

  test('to a disk that is full ends with one sentence', { skip: !existsSync('/dev/full') }, async () => {
    for (const args of [['export'], ['list', '--all', '--json']]) {
      const full = openSync('/dev/full', 'w')
      const child = place.startTo(full, args)
      const code = await child.ended
      closeSync(full)
      assert.match(child.stderr, /^occur: Standard output cannot be written: ENOSPC[^\n]*\n$/)
      assert.equal(code, 2)
    }
  })

  test('a CSV from which a spreadsheet has taken the apostrophes is imported as it is now', async () => {
    const csv = 'timestamp,event_id,user_id,prefixed,description\r\n2026-01-01T00:00:00Z,eaten,+1804,,"\'tis"\r\n'
    writeFileSync(join(folder, 'eaten.csv'), csv)
    const env = await otherProject()
    await run(['import', 'eaten.csv'], { env })
    const [event] = items(await run(['export'], { env }))
    assert.deepEqual([event.user_id, event.description], ['+1804', "'tis"])
  })

  test('filters, times, fields and order are those that were asked for', async () => {
    await run(['import', '-'], { input: ndjson([...call('asked', 1), ...call('others', 2)]) })
    const { stdout } = await run([
      'export',
      '--session',
      'asked',
      '-q',
      '-type:session-start',
      '--fields',
      'type',
      '--order',
      'desc',
    ])
    assert.deepEqual(
      items({ stdout }).map(({ type, ...rest }) => [type, Object.keys(rest)]),
      [
        ['phone-transfer', ['timestamp']],
        ['tool-call', ['timestamp']],
        ['user-message', ['timestamp']],
      ],
    )
    const wrong = await run(['export', '-q', 'tpye:x'])
    assert.equal(wrong.code, 2)
    assert.match(wrong.stderr, /did you mean type/)
    assert.match((await run(['export', '--fields', 'colour'])).stderr, /"colour" is none of timestamp, /)
  })

  test('a file that is there is only replaced when asked, and .gz compresses', async () => {
    writeFileSync(join(folder, 'mine.ndjson.gz'), 'precious')
    const refused = await run(['export', '-o', 'mine.ndjson.gz'])
    assert.equal(refused.code, 2)
    assert.match(refused.stderr, /mine\.ndjson\.gz is there already; --force replaces it/)
    assert.equal(textIn('mine.ndjson.gz'), 'precious')
    const { code, stdout, stderr } = await run(['export', '-o', 'mine.ndjson.gz', '--force'])
    assert.deepEqual([code, stdout], [0, ''])
    assert.match(stderr, /^\d+ events, .+ in .+: mine\.ndjson\.gz\n$/)
    const lines = gunzipSync(readFileSync(join(folder, 'mine.ndjson.gz'))).toString()
    assert.equal(lines, (await run(['export'])).stdout)
  })

  test('what cannot be written to, or would be ignored, is refused with the reason, and nothing is left behind', async () => {
    mkdirSync(join(folder, 'a-folder'))
    for (const [args, reason] of [
      [['-o', 'a-folder', '--force'], /^occur: a-folder is a folder; name a file in it\n$/],
      [['-o', '/dev/null', '--force'], /^occur: \/dev\/null is no file; /],
      [['-o', 'nowhere/all.csv'], /^occur: There is no folder to write nowhere\/all\.csv to\n$/],
      [['-o', 'refused.parquet.gz'], /^occur: parquet is compressed inside; /],
      [['-o', 'refused.arrow', '--raw'], /^occur: --raw is about CSV; /],
    ] as const) {
      const { code, stderr } = await run(['export', ...args])
      assert.equal(code, 2)
      assert.match(stderr, reason)
    }
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('refused')),
      [],
    )
  })

  test('a full disk is called one', { skip: existsSync('/dev/full') ? false : 'there is no /dev/full' }, async () => {
    symlinkSync('/dev/full', join(folder, 'full.ndjson.part'))
    const { code, stderr } = await run(['export', '-o', 'full.ndjson'])
    assert.deepEqual([code, stderr], [2, 'occur: There is no space left for full.ndjson\n'])
    assert.ok(!existsSync(join(folder, 'full.ndjson')) && !existsSync(join(folder, 'full.ndjson.part')))
  })

  test('an export that breaks in the middle leaves no file, and exits with 2', async (context) => {
    const many = Array.from({ length: 20_000 }, (_, n) => ({
      timestamp: '2026-05-01T00:00:00Z',
      session_id: 'many',
      description: randomBytes(n % 300).toString('base64'),
    }))
    await run(['import', '-'], { input: ndjson(many) })
    const proxy = await createMoodyProxy(serving.url)
    context.after(() => proxy.close())
    proxy.cutAnswersAfter(1_000_000)
    for (const name of ['broken.ndjson', 'broken.ndjson.gz']) {
      const { code, stderr } = await run(['export', '-o', name, '--session', 'many'], {
        env: { OCCUR_URL: proxy.url, OCCUR_KEY: serving.key },
      })
      assert.equal(code, 2)
      assert.match(stderr, /broke before the end/)
      assert.ok(!existsSync(join(folder, name)))
    }
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.part')),
      [],
    )
  })
})
