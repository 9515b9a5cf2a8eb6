import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { View } from '@occur/client/protocol'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { detail, openProject, problems, viewOf } from '../testing/open-project.ts'

describe('saved views', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server?.stop())

  test('are saved, listed by name, read, changed and deleted', async () => {
    const { call, save, get } = await openProject(server)
    const wanted = {
      name: 'Slow-lookups.v2',
      description: 'Lookups that took "long" \\ ü\n',
      of: 'events',
      q: 'type:lookup attributes.ms>1000',
      columns: ['timestamp', 'attributes.ms', 'cursor'],
      question: { kind: 'measure', measures: [{ measure: 'average', of: 'attributes.ms' }], interval: 'day' },
    }
    const made = await call('POST', 'views/', wanted)
    assert.equal(made.status, 201)
    const { created_at, changed_at, version, ...rest } = made.body
    assert.deepEqual(rest, wanted)
    assert.ok(Math.abs(Date.parse(created_at) - Date.now()) < 60_000)
    assert.deepEqual([changed_at, version], [created_at, 1])
    assert.deepEqual([made.headers.get('etag'), made.headers.get('location')], ['"1"', '/api/v1/views/Slow-lookups.v2'])

    const other = await save({ name: 'all', of: 'sessions', q: '' })
    assert.deepEqual(await get('views/'), { items: [other, made.body] })
    const got = await call('GET', 'views/slow-LOOKUPS.v2')
    assert.deepEqual([got.body, got.headers.get('etag')], [made.body, '"1"'])

    const changed = await call('PUT', 'views/slow-lookups.v2', { of: 'sessions', q: 'duration>60' })
    assert.equal(changed.status, 200)
    assert.deepEqual(changed.body, {
      name: 'Slow-lookups.v2',
      of: 'sessions',
      q: 'duration>60',
      created_at,
      changed_at: changed.body.changed_at,
      version: 2,
    })
    assert.equal((await call('DELETE', 'views/slow-lookups.v2')).status, 204)
    assert.deepEqual(await get('views/'), { items: [other] })
    for (const method of ['GET', 'DELETE'] as const) {
      const gone = await call(method, 'views/slow-lookups.v2')
      assert.deepEqual([gone.status, detail(gone)], [404, 'There is no view slow-lookups.v2 in this project'])
    }
    assert.equal((await call('PUT', 'views/slow-lookups.v2', { of: 'events', q: '' })).status, 404)
  })

  test('say over which time, how and where on the dashboard their answers are shown', async () => {
    const { save, get, call } = await openProject(server)
    const wanted = {
      ...viewOf('v', 'type:a'),
      question: { kind: 'measure' },
      range: '-2d..-1d',
      chart: 'bar',
      pin: 1.5,
    }
    await save(wanted)
    const { created_at: _, changed_at: __, version: ___, ...kept } = (await get('views/v')) as View
    assert.deepEqual(kept, wanted)
    const mistakes = {
      range: [
        { range: 'soon' },
        { question: { kind: 'measure', from: '2026-03-01' }, range: '-7d' },
        { question: { kind: 'paths', start: 'type:a', to: '2026-03-01' }, range: 'today' },
      ],
      chart: [{ question: { kind: 'measure' }, chart: 'pie' }, { chart: 'bar' }],
      pin: [{ pin: 1 }, { question: { kind: 'measure' }, pin: 'first' }],
    }
    for (const [part, definitions] of Object.entries(mistakes)) {
      for (const definition of definitions) {
        const refused = await call('PUT', 'views/v', { ...viewOf('v', 'type:a'), name: undefined, ...definition })
        assert.equal(refused.status, 422)
        assert.deepEqual(problems(refused)[0]?.loc, ['body', part])
      }
    }
  })

  test('are changed only from the version that was read, where one is named', async () => {
    const { call, save } = await openProject(server)
    await save(viewOf('v', 'type:a'))
    const put = (tag: string, q: string) => call('PUT', 'views/v', { of: 'events', q }, { 'if-match': tag })
    assert.equal((await put('"1"', 'type:b')).status, 200)
    const late = await put('"1"', 'type:c')
    assert.deepEqual([late.status, detail(late)], [412, 'The view v was changed meanwhile: it is at version 2'])
    assert.equal((await put('rubbish', 'type:c')).status, 412)
    assert.equal((await put('"7", W/"2"', 'type:d')).status, 200)
    assert.equal((await put('*', 'type:e')).status, 200)
    assert.equal((await call('DELETE', 'views/v', undefined, { 'if-match': '"3"' })).status, 412)
    assert.equal((await call('DELETE', 'views/v', undefined, { 'if-match': '"4"' })).status, 204)
    // Who still knows the old view must not change the new one.
    assert.equal((await save(viewOf('v', ''))).version, 6)
  })

  test('are called otherwise when a change says so, and filters know them by that name only', async () => {
    const { call, save, get, eventIds } = await openProject(server)
    await save(viewOf('failed', 'attributes.ok:false'))
    await save(viewOf('user', 'view:failed type:lookup'))
    const taken = await call('PUT', 'views/failed', { ...viewOf('User', 'attributes.ok:false') })
    assert.deepEqual([taken.status, detail(taken)], [409, 'There is a view user already; take another name'])
    const renamed = await call('PUT', 'views/failed', viewOf('broken', 'attributes.ok:false'), { 'if-match': '"1"' })
    assert.deepEqual([renamed.status, renamed.body.name, renamed.headers.get('etag')], [200, 'broken', '"1"'])
    assert.equal((await call('GET', 'views/failed')).status, 404)
    assert.equal((await get<View>('views/user')).q, 'view:broken type:lookup')
    assert.equal(await eventIds('view:user'), 'e0')
    const old = await call('GET', 'events/?q=view:failed')
    assert.equal(problems(old)[0]?.msg, 'there is no view "failed" (at character 6)')
    assert.equal((await call('PUT', 'views/broken', viewOf('a b', ''))).status, 422)
  })

  test('that several save at once under one name are one view', async () => {
    const { call, get } = await openProject(server)
    const tries = ['x', 'X', 'x'].map((name, at) => call('POST', 'views/', viewOf(name, `type:t${at}`)))
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    assert.deepEqual(statuses.sort(), [201, 409, 409])
    assert.equal((await get<{ items: View[] }>('views/')).items.length, 1)
    const taken = await call('POST', 'views/', viewOf('X', ''))
    assert.match(detail(taken), /^There is a view [xX] already; change it, or take another name$/)
  })

  test('are refused, at the place of the mistake, when they could not be used', async () => {
    const { call, save } = await openProject(server)
    await save(viewOf('failed', 'attributes.ok:false'))
    const place = async (view: object) => {
      const refused = await call('POST', 'views/', { name: 'new', of: 'events', q: '', ...view })
      assert.equal(refused.status, 422, JSON.stringify(view))
      const [{ loc, msg, ctx } = assert.fail()] = problems(refused)
      return [loc.join('.'), msg, ...(ctx ? [ctx] : [])]
    }
    assert.deepEqual(await place({ q: 'source:x tpye:y' }), [
      'body.q',
      'there is no field "tpye"; did you mean type? (at character 10)',
      { from: 9, to: 14, suggestion: 'type' },
    ])
    assert.deepEqual(await place({ q: 'type:a -view:faild' }), [
      'body.q',
      'there is no view "faild"; did you mean failed? (at character 14)',
      { from: 13, to: 18, suggestion: 'failed' },
    ])
    assert.deepEqual(await place({ of: 'sessions', columns: ['agent_name', 'agent_nam'] }), [
      'body.columns.1',
      'sessions have no "agent_nam"; did you mean agent_name?',
    ])
    assert.deepEqual(await place({ columns: ['attributes.a b'] }), [
      'body.columns.0',
      'there is no field "b"; did you mean attributes."a b"?',
    ])
    assert.deepEqual(await place({ columns: ['attributes.call.the type'] }), [
      'body.columns.0',
      '"attributes.call.the type" is not the name of a field; did you mean attributes.call."the type"?',
    ])
    const question = { kind: 'measure', measures: [{ measure: 'count' }, { measure: 'sum', of: 'type' }] }
    assert.deepEqual(await place({ question }), [
      'body.question.measures.1.of',
      'type holds no numbers; name an attribute',
    ])
    assert.equal((await place({ of: 'sessions', q: 'duration>1', question: { kind: 'measure' } }))[0], 'body.q')
    assert.equal((await place({ question: { kind: 'measure', q: 'type:a' } }))[0], 'body.question.q')
    assert.deepEqual(await place({ question: { kind: 'riddle' } }), [
      'body.question.kind',
      'Must be one of measure, funnel, paths, transfers',
    ])
    assert.deepEqual(await place({ question: { kind: 'paths', start: 'type:x view:faild' } }), [
      'body.question.start',
      'there is no view "faild"; did you mean failed? (at character 13)',
      { from: 12, to: 17, suggestion: 'failed' },
    ])
    const funnel = { kind: 'funnel', steps: [{ q: 'type:a' }, { q: 'view:failed tpye:b' }] }
    assert.equal((await place({ question: funnel }))[0], 'body.question.steps.1.q')
    assert.equal((await place({ question: { kind: 'funnel', steps: [] } }))[0], 'body.question.steps')
    const wrongRange = { kind: 'transfers', from: '2026-03-02', to: '2026-03-01' }
    assert.deepEqual(await place({ question: wrongRange }), ['body.question.to', 'is not after from'])
    assert.deepEqual((await place({ q: 'tpye:x', question: { kind: 'paths', start: 'type:x' } }))[0], 'body.q')
    assert.deepEqual(
      (await place({ question: { kind: 'paths', start: 'type:x', depth: 9 } }))[0],
      'body.question.depth',
    )
    assert.equal((await place({ of: 'planets' }))[0], 'body.of')
    for (const name of ['', '.', '..', '-a', 'a b', 'ü', 'a/b', 'a'.repeat(81)]) {
      assert.equal((await place({ name }))[0], 'body.name', name)
    }
    await save(viewOf('a'.repeat(80), ''))
    await save(viewOf('_.-9', ''))
  })

  test('that other views use are not deleted, nor changed to what those could not use', async () => {
    const { call, save, eventIds } = await openProject(server)
    await save(viewOf('Base', 'attributes.ok:false'))
    await save(viewOf('middle', 'type:lookup view:base'))
    await save(viewOf('top', '-view:Middle'))
    await save(viewOf('beside', 'view:base OR view:base'))
    const kept = await call('DELETE', 'views/base')
    assert.equal(kept.status, 409)
    assert.equal(detail(kept), 'Other views use Base: middle, beside. Change or delete them first')

    const asking = { ...viewOf('asking', ''), question: { kind: 'paths', start: 'view:beside' } }
    assert.deepEqual((await save(asking)).question, asking.question)
    const steps = [{ q: '' }, { q: '-view:Beside', name: 'Other' }]
    await save({ ...viewOf('funnel', ''), question: { kind: 'funnel', steps, within: 'user' } })
    assert.equal(
      detail(await call('DELETE', 'views/beside')),
      'Other views use beside: asking, funnel. Change or delete them first',
    )

    const circle = await call('PUT', 'views/base', { of: 'events', q: 'type:x view:top' })
    assert.deepEqual(problems(circle), [
      {
        loc: ['body', 'q'],
        msg: 'in the view "top": in the view "middle": in the view "Base": this names "top" again, in a circle (at character 13)',
        type: 'filter',
        ctx: { from: 12, to: 15 },
      },
    ])
    assert.equal((await call('PUT', 'views/top', { of: 'events', q: 'view:top' })).status, 422)
    assert.equal((await call('POST', 'views/', viewOf('self', 'view:SELF'))).status, 422)

    const unfit = await call('PUT', 'views/base', { of: 'sessions', q: 'duration>1' })
    assert.equal(unfit.status, 422)
    assert.equal(
      problems(unfit)[0]?.msg,
      'the view "middle" uses this one and could not be understood any more: in the view "Base": "duration" of sessions cannot be asked about here',
    )
    assert.equal((await call('PUT', 'views/base', { of: 'sessions', q: 'attributes.ok:true' })).status, 200)
    assert.equal(await eventIds('view:middle'), 'e1 e3')
    assert.equal(await eventIds('view:top'), 'e0 e2')
    for (const name of ['top', 'asking', 'funnel', 'beside', 'middle', 'base']) {
      assert.equal((await call('DELETE', `views/${name}`)).status, 204, name)
    }
  })

  test('of one project are not seen by another, and changed by admin keys only', async () => {
    const [mine, theirs] = [await openProject(server), await openProject(server)]
    await mine.save(viewOf('secret', 'type:a'))
    await theirs.save(viewOf('Secret', 'type:b'))
    assert.deepEqual(
      (await theirs.get<{ items: View[] }>('views/')).items.map(({ q }) => q),
      ['type:b'],
    )
    await theirs.call('DELETE', 'views/secret')
    assert.equal((await theirs.call('GET', 'views/secret')).status, 404)
    assert.equal((await theirs.call('GET', 'events/?q=view:secret')).status, 422)
    assert.equal((await mine.get<View>('views/secret')).q, 'type:a')

    const reader = await server.createKey({ project: mine.project, scopes: ['read'] })
    const sender = await server.createKey({ project: mine.project, scopes: ['ingest'] })
    const as = (key: string) => ({ 'syllable-api-key': key })
    assert.equal((await mine.call('GET', 'views/secret', undefined, as(reader))).status, 200)
    assert.equal((await mine.call('GET', 'views/', undefined, as(sender))).status, 403)
    for (const key of [reader, sender]) {
      assert.equal((await mine.call('POST', 'views/', viewOf('new', ''), as(key))).status, 403)
      assert.equal((await mine.call('PUT', 'views/secret', { of: 'events', q: '' }, as(key))).status, 403)
      assert.equal((await mine.call('DELETE', 'views/secret', undefined, as(key))).status, 403)
    }
    assert.equal((await mine.get<View>('views/secret')).q, 'type:a')
  })
})
