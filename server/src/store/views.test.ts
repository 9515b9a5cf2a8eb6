import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { NewView } from '@occur/client/protocol'
import type { Engine } from '../engine/engine.ts'
import { openTestEngine } from '../engine/testing/engines.ts'
import { putReadyTables } from '../testing/ready-tables.ts'
import { migrate } from './migrations.ts'
import { openViewStore } from './views.ts'

const ofEvents = (name: string, q: string): NewView => ({ name, of: 'events', q })

describe('the view store', () => {
  let engine: Engine
  let nowMs = Date.UTC(2026, 0, 1)
  const open = (on = engine) => openViewStore(on, () => new Date(nowMs))
  before(async () => {
    engine = await openTestEngine(putReadyTables)
    await migrate(engine)
  })
  after(() => engine.close())

  test('knows the views of each project again when it is opened again, as they were left', async () => {
    const store = await open()
    assert.equal(store.of('shop').size, 0)
    const odd = {
      description: `it's "quoted" \\ ü\n\t\0 \ud83d`,
      columns: ['attributes."a b"'],
      question: { kind: 'measure' as const },
    }
    const made = await store.create('shop', { ...ofEvents('Odd', 'type:"a b"'), ...odd })
    await store.create('shop', ofEvents('changed', ''))
    await store.create('shop', ofEvents('gone', ''))
    const other = await store.create('other', ofEvents('odd', 'type:other'))
    nowMs += 1000
    const changed = await store.replace('shop', 'CHANGED', { of: 'users', q: 'sessions>1' })
    await store.remove('shop', 'gone')
    assert.deepEqual(changed, {
      name: 'changed',
      of: 'users',
      q: 'sessions>1',
      created_at: '2026-01-01T00:00:00.000Z',
      changed_at: '2026-01-01T00:00:01.000Z',
      version: 2,
    })
    for (const each of [store, await open()]) {
      assert.deepEqual(Object.fromEntries(each.of('shop')), { odd: made, changed })
      assert.deepEqual(Object.fromEntries(each.of('other')), { odd: other })
      assert.equal(each.of('nobody').size, 0)
    }
  })

  test('goes on counting the versions of a view that comes back', async () => {
    const store = await open()
    await store.create('back', ofEvents('v', ''))
    await store.remove('back', 'V')
    for (const version of [3, 5]) {
      const again = await open()
      assert.equal((await again.create('back', ofEvents('V', ''))).version, version)
      await again.remove('back', 'v')
    }
  })

  test('renames a view in all that name it, on disk as in memory', async () => {
    const store = await open()
    await store.create('names', ofEvents('Old', 'type:a'))
    await store.create('names', ofEvents('user', 'type:b OR view:old'))
    await store.create('names', {
      ...ofEvents('asking', ''),
      question: { kind: 'funnel', steps: [{ q: '-view:OLD' }, { q: 'view:user' }] },
    })
    await store.create('names', {
      ...ofEvents('following', ''),
      question: { kind: 'paths', start: 'view:old', by: 'type' },
    })
    await store.create('names', ofEvents('aside', '"view:old"'))
    const definition = { of: 'events', q: 'type:c' } as const
    await assert.rejects(store.replace('names', 'old', { ...definition, name: 'USER' }), { code: 'conflict' })
    await assert.rejects(store.replace('names', 'old', { ...definition, name: 'new', q: 'view:user' }), /in a circle/)
    nowMs += 1000
    const renamed = await store.replace('names', 'old', { ...definition, name: 'new' })
    assert.deepEqual([renamed.name, renamed.q, renamed.created_at < renamed.changed_at], ['new', 'type:c', true])
    for (const each of [store, await open()]) {
      const views = each.of('names')
      assert.deepEqual([...views.keys()].sort(), ['aside', 'asking', 'following', 'new', 'user'])
      assert.deepEqual(views.get('new'), renamed)
      assert.deepEqual([views.get('user')?.q, views.get('user')?.version], ['type:b OR view:new', 2])
      assert.deepEqual(views.get('asking')?.question, {
        kind: 'funnel',
        steps: [{ q: '-view:new' }, { q: 'view:user' }],
      })
      assert.deepEqual(views.get('following')?.question, { kind: 'paths', start: 'view:new', by: 'type' })
      assert.equal(views.get('aside')?.version, 1)
    }
    // Written otherwise, it is the same view.
    const written = await store.replace('names', 'new', { ...definition, name: 'NEW' })
    assert.deepEqual([written.name, written.version, store.of('names').size], ['NEW', 2, 5])
    assert.equal((await open()).of('names').get('user')?.q, 'type:b OR view:NEW')
  })

  test('gives away views that later changes leave alone', async () => {
    const store = await open()
    await store.create('still', ofEvents('a', 'type:a'))
    const earlier = store.of('still')
    await store.replace('still', 'a', { of: 'events', q: 'type:b' })
    await store.create('still', ofEvents('b', ''))
    assert.deepEqual([earlier.size, earlier.get('a')?.q], [1, 'type:a'])
  })

  test('judges each change by what the one before it left', async () => {
    const store = await open()
    const changes = await Promise.allSettled([
      store.create('turns', ofEvents('base', 'type:a')),
      store.create('turns', ofEvents('user', 'view:base')),
      store.remove('turns', 'base'),
      store.replace('turns', 'base', { of: 'events', q: 'view:user' }),
      store.replace('turns', 'user', { of: 'events', q: '' }, [1]),
      store.replace('turns', 'user', { of: 'events', q: 'type:late' }, [1]),
      store.remove('turns', 'base'),
    ])
    assert.deepEqual(
      changes.map((change) => (change.status === 'fulfilled' ? 'done' : (change.reason.code ?? change.reason.name))),
      ['done', 'done', 'conflict', 'FilterError', 'done', 'outdated', 'done'],
    )
    assert.deepEqual(
      [...(await open()).of('turns').values()].map(({ name, q }) => [name, q]),
      [['user', '']],
    )
  })

  for (const [what, happens] of [
    ['was', true],
    ['was not', false],
  ] as const) {
    test(`goes on from what is on disk when nobody answered whether a change ${what} stored`, async () => {
      const project = `lost-${happens}`
      let fails = false
      const shaky = insertingBy(engine, async (...insert) => {
        if (!fails || happens) await engine.insertBinary(...insert)
        if (fails) throw new Error('gone')
      })
      const store = await open(shaky)
      const first = await store.create(project, ofEvents('v', 'type:a'))
      fails = true
      await assert.rejects(store.replace(project, 'v', { of: 'events', q: 'type:b' }), /gone/)
      assert.deepEqual(store.of(project).get('v'), first)
      fails = false
      const next = await store.replace(project, 'v', { of: 'events', q: 'type:c' })
      assert.equal(next.version, happens ? 3 : 2)
      assert.deepEqual((await open()).of(project).get('v'), next)
    })
  }

  test('has a limit of views in a project', async () => {
    const definition = `concat('{"of":"events","q":"","name":"v', toString(number), '"}')`
    await engine.command(
      `INSERT INTO saved_view SELECT 'full', concat('v', toString(number)), 1, ${definition}, now(), now(), 0 FROM numbers(999)`,
    )
    const store = await open()
    await store.create('full', ofEvents('last', ''))
    await assert.rejects(store.create('full', ofEvents('one-more', '')), { code: 'conflict', message: /the most that/ })
    await store.remove('full', 'v0')
    await store.create('full', ofEvents('one-more', ''))
    assert.equal((await open()).of('full').size, 1000)
  })
})

/** The same engine, which inserts in another way. */
function insertingBy(engine: Engine, insertBinary: Engine['insertBinary']): Engine {
  return new Proxy(engine, {
    get: (target, name) => {
      if (name === 'insertBinary') return insertBinary
      const value = target[name as keyof Engine]
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
