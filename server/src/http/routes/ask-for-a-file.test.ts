import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Answer, exportFormats, type Question, type ValidationProblem } from '@occur/client/protocol'
import { readTable } from '../../testing/read-tables.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { newProject } from '../testing/events-with-key.ts'

describe('an answer as a file', () => {
  let server: TestServer
  let key: string
  before(async () => {
    server = await startTestServer()
    const project = await newProject(server)
    key = project.key
    const tools = ['=a', '=a', 'b', 'b', 'b', 'c', null, "d'"]
    await project.sendEvents(
      tools.map((source_id, n) => ({
        timestamp: `2026-03-0${1 + (n % 4)}T12:00:00Z`,
        source_id,
        attributes: n % 2 === 0 ? { ms: n * 1.5 } : {},
      })),
    )
  })
  after(() => server?.stop())

  async function ask(question: Question, query = '') {
    const answer = await server.fetch(`/api/v1/ask${query}`, {
      method: 'POST',
      headers: { 'syllable-api-key': key, 'content-type': 'application/json' },
      body: JSON.stringify(question),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    assert.equal(answer.status, 200, bytes.toString())
    return { answer, bytes }
  }

  test('has a row for each step of each group, the time before beside it, and the rest at the end', async () => {
    const question: Question = {
      from: '2026-03-03',
      to: '2026-03-05',
      measures: [
        { measure: 'count' },
        { measure: 'percentile', of: 'attributes.ms', percent: 50 },
        { measure: 'count' },
      ],
      group_by: ['source_id'],
      interval: 'day',
      compare: 'previous',
      top: 2,
    }
    const { groups, rest } = JSON.parse((await ask(question)).bytes.toString()) as Answer
    assert.ok(rest)
    const names = ['count', 'percentile(attributes.ms, 50)', 'count 2']
    const expected = [...groups, { ...rest, key: [null] }].flatMap(({ key, series, previous }, index) =>
      series!.map(({ at, values }, step) => ({
        source_id: key[0],
        is_rest: index === groups.length,
        at: at.replace('.000Z', 'Z'),
        ...Object.fromEntries(names.map((name, n) => [name, values[n]])),
        'previous at': previous!.series![step]!.at.replace('.000Z', 'Z'),
        ...Object.fromEntries(names.map((name, n) => [`previous ${name}`, previous!.series![step]!.values[n]])),
      })),
    )
    assert.equal(expected.length, 6)
    for (const format of exportFormats) {
      const { bytes } = await ask(question, `?format=${format}&raw=true`)
      const rows = await readTable(format, bytes)
      const asTexts = expected.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)])),
      )
      assert.deepEqual(rows, format === 'csv' ? asTexts : expected, format)
    }
  })

  test('has every step of the time before, also where that has more steps, or fewer', async () => {
    const cases = [
      // The 31 days before March begin in January; the 31 before 1 April are March.
      { from: '2026-03-01', to: '2026-04-01', now: ['2026-03-01'], before: ['2026-01-01', '2026-02-01'] },
      { from: '2026-04-01', to: '2026-05-02', now: ['2026-04-01', '2026-05-01'], before: ['2026-03-01'] },
    ]
    for (const { from, to, now, before } of cases) {
      const question: Question = { from, to, interval: 'month', compare: 'previous' }
      const { groups } = JSON.parse((await ask(question)).bytes.toString()) as Answer
      const { series, previous } = groups[0]!
      const rows = await readTable('parquet', (await ask(question, '?format=parquet')).bytes)
      assert.deepEqual(
        rows,
        Array.from({ length: Math.max(now.length, before.length) }, (_, step) => ({
          at: now[step] ? `${now[step]}T00:00:00Z` : null,
          count: series![step]?.values[0] ?? null,
          'previous at': before[step] ? `${before[step]}T00:00:00Z` : null,
          'previous count': previous!.series![step]?.values[0] ?? null,
        })),
        from,
      )
    }
  })

  test('is a row for each group without steps, and safe for spreadsheets', async () => {
    const { answer, bytes } = await ask({ group_by: ['source_id'], top: 2 }, '?format=csv')
    assert.match(answer.headers.get('content-disposition')!, /filename="answer-[-\dT]+Z\.csv"/)
    assert.equal(bytes.toString(), "source_id,is_rest,count\r\nb,false,3\r\n'=a,false,2\r\n,true,3\r\n")
    assert.equal((await ask({ q: 'type:none' }, '?format=csv')).bytes.toString(), 'count\r\n0\r\n')
    const nothing = await ask({ q: 'type:none', group_by: ['type'] }, '?format=parquet')
    assert.deepEqual(await readTable('parquet', nothing.bytes), [])
  })

  test('what is said of a file is refused where none is asked for', async () => {
    for (const option of ['raw=true', 'raw=false', 'compression=gzip']) {
      const answer = await server.fetch(`/api/v1/ask?${option}`, {
        method: 'POST',
        headers: { 'syllable-api-key': key, 'content-type': 'application/json' },
        body: '{}',
      })
      assert.equal(answer.status, 422)
      const { detail } = (await answer.json()) as ValidationProblem
      assert.deepEqual(detail[0]!.loc, ['query', option.split('=')[0]])
      assert.match(detail[0]!.msg, /give a format too/)
    }
  })

  test('a mistake in the question is refused as without a file', async () => {
    const answer = await server.fetch('/api/v1/ask?format=csv', {
      method: 'POST',
      headers: { 'syllable-api-key': key, 'content-type': 'application/json' },
      body: JSON.stringify({ q: 'tpye:x' }),
    })
    assert.equal(answer.status, 422)
    assert.match(await answer.text(), /did you mean type/)
  })
})
