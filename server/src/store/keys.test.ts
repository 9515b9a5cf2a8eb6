import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Engine } from '../engine/engine.ts'
import { openTestEngine } from '../engine/testing/engines.ts'
import { putReadyTables } from '../testing/ready-tables.ts'
import { newSecret, prefixOf } from './key-secret.ts'
import { openKeyStore } from './keys.ts'
import { migrate } from './migrations.ts'

describe('the key store', () => {
  let engine: Engine
  let nowMs = Date.UTC(2026, 0, 1)
  const open = () => openKeyStore(engine, () => new Date(nowMs))
  before(async () => {
    engine = await openTestEngine(putReadyTables)
    await migrate(engine)
  })
  after(() => engine.close())

  test('is empty at first, and knows its keys and projects again when it is opened again', async () => {
    const store = await open()
    assert.equal(store.hasAny, false)
    assert.equal(store.hasProject('shop'), false)
    const created = await store.create({ project: 'shop', name: `it's "quoted" \\ ü`, scopes: ['ingest', 'read'] })
    const again = await open()
    assert.equal(again.hasProject('shop'), true)
    const { secret, ...key } = created
    assert.deepEqual(again.list('shop'), [key])
    assert.deepEqual(again.verify(secret), {
      kind: 'key',
      project: 'shop',
      keyId: created.key_id,
      name: `it's "quoted" \\ ü`,
      scopes: ['ingest', 'read'],
    })
  })

  test('knows a secret only by all of it', async () => {
    const store = await open()
    const { secret, prefix } = await store.create({ project: 'shop', name: 'whole', scopes: ['read'] })
    const samePrefix = `${prefix}_${newSecret().slice(-43)}`
    assert.equal(prefixOf(samePrefix), prefix)
    for (const wrong of [samePrefix, prefix, secret.toLowerCase(), `${secret} `, `${secret}x`, '', '\0']) {
      assert.equal(store.verify(wrong), null, wrong)
    }
  })

  test('tells two keys with the same prefix apart', async () => {
    const store = await open()
    const secrets = ['a', 'b'].map((letter) => `occ_samesame_${letter.repeat(43)}`)
    for (const secret of secrets) {
      await store.createWithSecret({ project: 'shop', name: secret.slice(-1), scopes: ['read'] }, secret)
    }
    for (const each of [store, await open()]) {
      assert.deepEqual(
        secrets.map((secret) => each.verify(secret)?.name),
        ['a', 'b'],
      )
    }
  })

  test('revokes for good, once, and only in the project that is named', async () => {
    const store = await open()
    const { secret, key_id } = await store.create({ project: 'shop', name: 'gone', scopes: ['admin'] })
    assert.equal(await store.revoke(key_id, 'other'), false)
    assert.equal(await store.revoke('nobody', null), false)
    assert.notEqual(store.verify(secret), null)
    assert.equal(await store.revoke(key_id, 'shop'), true)
    const revokedAt = store.list('shop').find((key) => key.key_id === key_id)?.revoked_at
    nowMs += 1000
    assert.equal(await store.revoke(key_id, null), true)
    for (const each of [store, await open()]) {
      assert.equal(each.verify(secret), null)
      assert.equal(each.list('shop').find((key) => key.key_id === key_id)?.revoked_at, revokedAt)
    }
  })

  test('ends a browser at its time, and with the key that it signed in with', async () => {
    const store = await open()
    const parent = await store.create({ project: 'shop', name: 'parent', scopes: ['read'] })
    const browserFor = (parentKeyId: string | null) =>
      store.create({
        project: 'shop',
        name: 'browser',
        scopes: ['read'],
        browser: { expiresAt: new Date(nowMs + 1000), parentKeyId },
      })
    const [child, orphan] = [await browserFor(parent.key_id), await browserFor(null)]
    assert.equal(store.verify(child.secret)?.kind, 'browser')
    assert.equal((await open()).verify(child.secret)?.kind, 'browser')
    await store.revoke(parent.key_id, 'shop')
    for (const each of [store, await open()]) {
      assert.equal(each.verify(child.secret), null)
      assert.equal(each.verify(orphan.secret)?.kind, 'browser')
    }
    nowMs += 1000
    for (const each of [store, await open()]) assert.equal(each.verify(orphan.secret), null)
  })

  test('ends a key at its time, and lists it all the same', async () => {
    const store = await open()
    const expiresAt = new Date(nowMs + 1000)
    const { secret, key_id } = await store.create({ project: 'shop', name: 'brief', scopes: ['read'], expiresAt })
    for (const each of [store, await open()]) assert.equal(each.verify(secret)?.name, 'brief')
    nowMs += 1000
    for (const each of [store, await open()]) {
      assert.equal(each.verify(secret), null)
      assert.equal(each.list('shop').find((key) => key.key_id === key_id)?.expires_at, expiresAt.toISOString())
    }
  })

  test('verifies while the engine is gone, and lets nobody in with a key that it did not take', async () => {
    const store = await open()
    const { secret } = await store.create({ project: 'shop', name: 'early', scopes: ['read'] })
    await engine.close()
    assert.equal(store.verify(secret)?.name, 'early')
    assert.equal(store.verify(newSecret()), null)
    const listed = store.list(null)
    await assert.rejects(store.create({ project: 'shop', name: 'lost', scopes: ['admin'] }), { code: 'unavailable' })
    assert.deepEqual(store.list(null), listed)
  })
})

test('a secret holds 32 random bytes, in letters and digits', () => {
  const secrets = new Set(Array.from({ length: 500 }, newSecret))
  assert.equal(secrets.size, 500)
  for (const secret of secrets) assert.match(secret, /^occ_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}$/)
})
