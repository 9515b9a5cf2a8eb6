import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Answer, Facets, FunnelAnswer, Page, PathsAnswer, TransfersAnswer } from '@occur/client/protocol'
import { openStream } from '../../testing/open-stream.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { eventsWithKey } from '../testing/events-with-key.ts'
import { events, openProject, problems, viewOf } from '../testing/open-project.ts'

describe('saved views in filters', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server?.stop())

  test('stand in filters wherever there are filters', async () => {
    const { call, save, get, eventIds } = await openProject(server)
    await save(viewOf('failed', 'attributes.ok:false'))
    await save(viewOf('slow', 'attributes.ms>85'))
    await save(viewOf('bad', 'type:lookup (view:failed OR view:slow)'))
    await save({ name: 'transferred', of: 'sessions', q: 'transfers>0' })
    assert.equal(await eventIds('view:failed'), 'e0')
    assert.equal(await eventIds('-view:failed type:lookup'), 'e1 e3')
    assert.equal(await eventIds('(view:failed OR type:human-transfer)'), 'e0 e2')
    assert.equal(await eventIds('view:Bad'), 'e0 e3')
    assert.equal(await eventIds('view:(failed OR slow) session:b'), 'e3')

    const ids = async (path: string, q: string, id: string) =>
      (await get<Page<Record<string, string>>>(`${path}/?${new URLSearchParams({ q })}`)).items
        .map((one) => one[id])
        .join(' ')
    assert.equal(await ids('sessions', 'view:bad', 'session_id'), 'b a')
    assert.equal(await ids('sessions', 'view:bad view:transferred', 'session_id'), 'a')
    assert.equal(await ids('sessions', 'view:bad -view:transferred', 'session_id'), 'b')
    assert.equal(await ids('conversations', 'view:failed', 'conversation_id'), 'c')
    assert.equal(await ids('users', 'view:failed', 'user_id'), 'u')

    const facets = await get<Facets>(`facets?${new URLSearchParams({ q: 'view:bad' })}`)
    assert.deepEqual(facets.fields.type, [{ value: 'lookup', count: 2 }])
    const { status, body } = await call<Answer>('POST', 'ask', { q: 'view:bad', group_by: ['session_id'] })
    assert.equal(status, 200)
    assert.deepEqual(
      body.groups.map(({ key, values }) => [...key, ...values]),
      [
        ['a', 1],
        ['b', 1],
      ],
    )

    const steps = [{ q: 'view:bad' }, { q: 'type:human-transfer' }]
    const refusedFunnel = await call('POST', 'ask/funnel', { steps, q: '-view:nobody' })
    assert.deepEqual(problems(refusedFunnel)[0]?.loc, ['body', 'q'])
    const funnel = await call<FunnelAnswer>('POST', 'ask/funnel', { steps })
    assert.deepEqual(
      funnel.body.steps.map(({ count }) => count),
      [2, 1],
    )
    const paths = await call<PathsAnswer>('POST', 'ask/paths', { start: 'view:failed', q: '-view:failed', depth: 1 })
    assert.deepEqual(
      paths.body.nodes.map(({ depth, value, count }) => [depth, value, count]),
      [
        [0, 'lookup', 1],
        [1, 'lookup', 1],
      ],
    )
    const transfers = await call<TransfersAnswer>('POST', 'ask/transfers', { q: 'view:failed' })
    assert.equal(transfers.body.sessions, 1)

    const wrong = new URLSearchParams({ q: 'x view:transfered' })
    for (const path of ['events/', 'events/stream', 'sessions/', 'conversations/', 'users/', 'facets']) {
      const refused = await call('GET', `${path}?${wrong}`)
      assert.equal(refused.status, 422, path)
      assert.deepEqual(problems(refused), [
        {
          loc: ['query', 'q'],
          msg: 'there is no view "transfered"; did you mean transferred? (at character 8)',
          type: 'filter',
          ctx: { from: 7, to: 17, suggestion: 'transferred' },
        },
      ])
    }
    const unfit = await call('POST', 'ask', { q: 'type:x view:transferred' })
    assert.deepEqual(problems(unfit), [
      {
        loc: ['body', 'q'],
        msg: 'in the view "transferred": "transfer_count" of sessions cannot be asked about here (at character 13)',
        type: 'filter',
        ctx: { from: 12, to: 23 },
      },
    ])
  })

  test('hold for a live tail as they were when it was opened', async () => {
    const { key, call, save } = await openProject(server)
    await save(viewOf('watched', 'attributes.n>1'))
    const open = () => openStream(`${server.url}/api/v1/events/stream?q=view:watched`, { 'syllable-api-key': key })
    const earlier = await open()
    await call('PUT', 'views/watched', { of: 'events', q: 'attributes.n>2' })
    const later = await open()
    const live = [1, 2, 3].map((n) => ({ ...events[0], event_id: `live-${n}`, attributes: { n } }))
    await eventsWithKey(server, key).sendEvents(live)
    assert.equal((await earlier.next('event')).data.event_id, 'live-2')
    assert.equal((await later.next('event')).data.event_id, 'live-3')
    earlier.leave()
    later.leave()
  })
})
