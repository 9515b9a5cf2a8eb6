import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { call, items, ndjson } from './call.ts'
import { createWorkplace } from './occur-process.ts'

const controlSequence = '\x1b'

describe('reading', () => {
  const place = createWorkplace()
  const { run } = place
  before(() => place.serve())
  after(() => place.end())

  async function importEvents(events: readonly object[]) {
    const { code, stderr } = await run(['import', '-'], { input: ndjson(events) })
    assert.equal(code, 0, stderr)
  }

  test('a list has no escape sequences in a pipe, and its limit, filters and order work', async () => {
    await importEvents([...call('list-1', 1), ...call('list-2', 2)])
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

  test('views are saved, used in filters, changed and deleted', async () => {
    await importEvents(call('view-1', 1))
    const views = (...args: string[]) => run(['views', ...args])
    assert.deepEqual(await views('list'), { code: 0, stdout: '', stderr: 'No views\n' })
    const saved = await views('save', 'Transfers', '-q', 'type:phone-transfer', '--columns', 'timestamp, attributes.to')
    assert.deepEqual(saved, { code: 0, stdout: '', stderr: 'Saved Transfers: use it as view:Transfers\n' })
    const listed = await run(['list', '--session', 'view-1', '--json', '--query', 'view:transfers'])
    assert.deepEqual(
      items(listed).map(({ type }) => type),
      ['phone-transfer'],
    )
    const again = await views('save', 'transfers', '-q', '')
    assert.equal(again.code, 2)
    assert.match(again.stderr, /There is a view Transfers already.*With --replace it is changed/)
    assert.equal(
      (await views('save', 'transfers', '--replace', '-q', 'source:tool-call', '--description', 'Calls')).code,
      0,
    )
    const { name, q, of, description, columns, version } = JSON.parse((await views('show', 'transfers')).stdout)
    assert.deepEqual([name, q, of, description, version], ['Transfers', 'source:tool-call', 'events', 'Calls', 2])
    assert.deepEqual(columns, ['timestamp', 'attributes.to'])
    assert.match((await views('rename', 'transfers', 'Handed')).stderr, /^Renamed transfers: use it as view:Handed/)
    assert.match((await views('rename', 'Handed', 'Transfers')).stderr, /^Renamed Handed/)
    assert.match((await views('list')).stdout, /Transfers +events +source:tool-call +Calls/)
    assert.match((await views('save', 'wrong', '-q', 'view:transfer')).stderr, /did you mean Transfers\?/)
    assert.equal((await views('save', 'empty')).code, 2)
    assert.equal((await views('delete', 'transfers')).code, 0)
    assert.equal((await views('show', 'transfers')).code, 2)
  })

  test('a list of everything goes beyond one page, each event once', async () => {
    const many = Array.from({ length: 2500 }, (_, n) => ({
      timestamp: '2025-06-01T00:00:00Z',
      event_id: `many-${n}`,
      session_id: 'many',
    }))
    await importEvents(many)
    const all = items(await run(['list', '--session', 'many', '--all', '--json', '--fields', 'event_id']))
    assert.equal(all.length, 2500)
    assert.equal(new Set(all.map(({ event_id }) => event_id)).size, 2500)
    assert.equal(items(await run(['list', '--session', 'many', '--limit', '1200', '--json'])).length, 1200)
  })

  test('users are listed with what they did, those who were seen last first', async () => {
    await importEvents([
      { timestamp: '2025-07-01T00:00:00Z', session_id: 'v1', user_id: 'visitor-1', type: 'human-transfer' },
      { timestamp: '2025-07-02T00:00:00Z', session_id: 'v2', user_id: 'visitor-1' },
      { timestamp: '2025-07-03T00:00:00Z', session_id: 'v3', user_id: 'visitor-2' },
    ])
    const found = items(await run(['users', '--query', 'user:visitor-*', '--json']))
    assert.deepEqual(
      found.map(({ user_id, session_count }) => [user_id, session_count]),
      [
        ['visitor-2', 1],
        ['visitor-1', 2],
      ],
    )
    const table = await run(['users', '--query', 'user:visitor-* sessions>1'])
    assert.match(table.stdout, /2025-07-02 00:00:00 +visitor-1 +2025-07-01 00:00:00 +2 +· +2 +· +1 +·/)
    const csv = await run(['users', '--user', 'visitor-2', '--csv'])
    assert.match(csv.stdout, /^user_id,first_timestamp.*\r\nvisitor-2,2025-07-03T00:00:00Z,/)
  })

  test('text from events cannot act on the terminal of whoever lists them', async () => {
    const evil = {
      timestamp: '2026-01-01T00:00:00Z',
      session_id: 'evil',
      description: `${controlSequence}[2J${controlSequence}]0;owned\x07`,
    }
    await importEvents([evil])
    const { stdout } = await run(['list', '--session', 'evil'])
    assert.ok(!stdout.includes(controlSequence))
    assert.match(stdout, /␛\[2J/)
  })

  test('sessions and the timeline of one read as what happened', async () => {
    await importEvents(call('told', 30))
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
    const seen = items(tail)
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
