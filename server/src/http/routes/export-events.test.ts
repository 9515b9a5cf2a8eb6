import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { exportedEventFields, exportFormats } from '@occur/client/protocol'
import fc from 'fast-check'
import { goodEvent } from '../../testing/good-events.ts'
import { readTable, type TableRow } from '../../testing/read-tables.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { newProject } from '../testing/events-with-key.ts'

describe('exporting events', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server?.stop())

  type Project = Awaited<ReturnType<typeof newProject>>

  async function exported({ get }: Pick<Project, 'get'>, query: string): Promise<Buffer> {
    const answer = await get(`export?${query}`)
    const bytes = Buffer.from(await answer.arrayBuffer())
    assert.equal(answer.status, 200, bytes.toString())
    return bytes
  }

  test('has every event as it is listed, field by field, in every format', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(goodEvent, { minLength: 1, maxLength: 60 }), async (events) => {
        const project = await newProject(server)
        await project.send(`[${events.join(',')}]`)
        const fields = exportedEventFields.map((field) => `fields=${field}`).join('&')
        const { items } = await project.page(`?limit=1000&order_by_direction=asc&${fields}`)
        const lines = (await exported(project, 'format=ndjson')).toString().split('\n').slice(0, -1)
        assert.deepEqual(
          lines.map((line) => JSON.parse(line)),
          items,
        )
        // Numbers, spaces and the order of keys are seen in the text alone.
        const texts = lines.map(attributesText)
        for (const [format, query] of [
          ['csv', 'raw=true'],
          ['csv', ''],
          ['parquet', ''],
          ['arrow', ''],
        ] as const) {
          const rows = await readTable(format, await exported(project, `format=${format}&${query}`))
          const plain = format === 'csv' && query === '' ? rows.map(withoutPrefixes) : rows
          assert.deepEqual(
            plain,
            items.map((item, at) => ({ ...item, attributes: texts[at] })),
            `${format} ${query}`,
          )
        }
      }),
      { numRuns: 6, endOnFailure: true },
    )
  })

  /** As they were sent, spaces included. */
  const attributes = '{"b" :1,  "a":[1e400,123456789012345678901234567890],"a.b":{"é":"\\u00e9\\/"}}'

  test('attributes are exactly the text that was sent', async () => {
    const project = await newProject(server)
    await project.send(`[{"timestamp":"2026-01-01T00:00:00Z","attributes":${attributes}}]`)
    for (const format of exportFormats) {
      const bytes = await exported(project, `format=${format}`)
      const text =
        format === 'ndjson' ? attributesText(bytes.toString().trim()) : (await readTable(format, bytes))[0]!.attributes
      assert.equal(text, attributes, format)
    }
  })

  test('a file of no events is a whole file, with its columns', async () => {
    const project = await newProject(server)
    for (const format of exportFormats)
      assert.deepEqual(await readTable(format, await exported(project, `format=${format}`)), [])
    assert.equal((await exported(project, 'format=csv&raw=true')).toString(), `${exportedEventFields.join(',')}\r\n`)
  })

  test('filters, range, fields and order are those of the list, and there is no limit', async () => {
    const project = await newProject(server)
    const events = Array.from({ length: 2500 }, (_, n) => ({
      timestamp: new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString(),
      event_id: `e-${n}`,
      type: n % 2 === 0 ? 'even' : 'odd',
    }))
    await project.sendEvents(events)
    const ids = async (query: string) =>
      (await readTable('ndjson', await exported(project, query))).map(({ event_id }) => event_id)
    const all = events.map(({ event_id }) => event_id)
    assert.deepEqual(await ids(''), all)
    assert.deepEqual(await ids('order=desc'), all.toReversed())
    const odd = all.filter((_, n) => n % 2 === 1)
    assert.deepEqual(await ids('q=type:odd'), odd)
    assert.deepEqual(await ids('search_fields=type&search_field_values=odd&fields=event_id'), odd)
    assert.deepEqual(await ids('start_datetime=2026-01-01T00:00:01Z&end_datetime=2026-01-01T00:00:03Z'), ['e-1', 'e-2'])
    const [row] = await readTable(
      'parquet',
      await exported(project, 'format=parquet&fields=type&fields=event_id&order=desc'),
    )
    assert.deepEqual(Object.keys(row!), ['timestamp', 'type', 'event_id'])
  })

  test('what spreadsheets would take for a formula has an apostrophe in front, and only that', async () => {
    const project = await newProject(server)
    const texts = ['=1+1', '+1804', '-5', '@a', '\t=1', '\r=1', '\n=1', "'", "''x", "'+1", '', 'plain', '1+1', ' =1']
    await project.sendEvents(texts.map((description, n) => ({ timestamp: `2026-01-01T00:00:${10 + n}Z`, description })))
    const rows = await readTable('csv', await exported(project, 'format=csv'))
    const safe = rows.map(({ description }) => description as string)
    assert.deepEqual(safe, [
      "'=1+1",
      "'+1804",
      "'-5",
      "'@a",
      "'\t=1",
      "'\r=1",
      "'\n=1",
      "''",
      "'''x",
      "''+1",
      "'",
      'plain',
      '1+1',
      ' =1',
    ])
    assert.deepEqual(
      rows.map(withoutPrefixes).map(({ description }) => description),
      texts,
    )
    assert.ok(rows.every(({ attributes }) => attributes === null))
    const raw = await readTable('csv', await exported(project, 'format=csv&raw=true'))
    assert.deepEqual(
      raw.map(({ description }) => description),
      texts,
    )
  })

  test('is compressed on its way for who can take that, and as a file when asked', async () => {
    const project = await newProject(server)
    await project.sendEvents([{ timestamp: '2026-01-01T00:00:00Z', event_id: 'one' }])
    const ask = (query: string, encoding: string) =>
      server.fetch(`/api/v1/events/export?${query}`, {
        headers: { 'syllable-api-key': project.key, 'accept-encoding': encoding },
      })
    const encodings = []
    for (const [query, encoding] of [
      ['', 'gzip, br'],
      ['', 'identity'],
      ['', 'gzip;q=0'],
      ['format=csv', 'gzip'],
      ['format=parquet', 'gzip'],
      ['format=arrow', 'gzip'],
    ] as const) {
      const answer = await ask(query, encoding)
      await answer.arrayBuffer()
      encodings.push(answer.headers.get('content-encoding'))
    }
    assert.deepEqual(encodings, ['gzip', null, null, 'gzip', null, null])
    const file = await ask('compression=gzip', 'gzip')
    assert.match(file.headers.get('content-disposition')!, /^attachment; filename="events-[-\dT]+Z\.ndjson\.gz"$/)
    const ofSession = await ask('search_fields=session_id&search_field_values=../events-%22%20%C3%BC1&format=csv', '')
    await ofSession.arrayBuffer()
    assert.match(
      ofSession.headers.get('content-disposition')!,
      /^attachment; filename="session-\.\._events-_1-[-\dT]+Z\.csv"$/,
    )
    assert.equal(file.headers.get('content-encoding'), null)
    assert.match(gunzipSync(Buffer.from(await file.arrayBuffer())).toString(), /"event_id":"one".*\n$/)
    const answer = await ask('format=parquet&compression=gzip', 'gzip')
    assert.equal(answer.status, 422)
    await answer.body?.cancel()
  })

  test('needs the scope read, and has events of its own project only', async () => {
    const [mine, other] = [await newProject(server), await newProject(server)]
    await other.sendEvents([{ timestamp: '2026-01-01T00:00:00Z' }])
    assert.equal((await exported(mine, '')).length, 0)
    const key = await server.createKey({ scopes: ['ingest'], project: mine.project })
    const answer = await server.fetch('/api/v1/events/export', { headers: { 'syllable-api-key': key } })
    assert.equal(answer.status, 403)
    await answer.body?.cancel()
  })

  test('what cannot be asked for is refused with its place before any byte', async () => {
    const project = await newProject(server)
    for (const [query, place, words] of [
      ['format=xlsx', 'format', /ndjson, csv, parquet, arrow/],
      ['q=tpye:x', 'q', /did you mean type/],
      ['fields=cursor', 'fields', /none of timestamp, .*event_id, received_at/],
      ['order=up', 'order', /asc, desc/],
      ['start_datetime=soon', 'start_datetime', /soon/],
      ['compression=zstd', 'compression', /^Must be gzip$/],
      ['format=arrow&compression=gzip', 'compression', /arrow is compressed inside/],
      ['limit=10', 'limit', /no such parameter/],
      ['order_by_direction=desc', 'order_by_direction', /no such parameter/],
    ] as const) {
      const answer = await project.get(`export?${query}`)
      assert.equal(answer.status, 422)
      const { detail } = (await answer.json()) as { detail: { loc: string[]; msg: string }[] }
      assert.deepEqual(detail[0]!.loc.slice(0, 2), ['query', place])
      assert.match(detail[0]!.msg, words)
    }
  })
})

/** The attributes of an exported line, exactly as they stand there; what stands before them is known to be text. */
function attributesText(line: string): string | null {
  const begin = ',"attributes":'
  const text = line.slice(line.indexOf(begin) + begin.length, line.lastIndexOf(',"event_id":'))
  return text === 'null' ? null : text
}

function withoutPrefixes({ "'prefixed": mark, ...row }: TableRow): TableRow {
  assert.equal(mark, null)
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? value.replace(/^'/, '') : value]),
  )
}
