import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { About } from '@occur/client/protocol'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { eventsWithKey } from '../testing/events-with-key.ts'

describe('about', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer()
  })
  after(() => server.stop())

  const about = async (key: string) => {
    const answer = await server.fetch('/api/v1/about', { headers: { 'syllable-api-key': key } })
    return { status: answer.status, body: (await answer.json()) as About }
  }

  test('says which versions this is, since when it runs, and what the disk holds', async () => {
    const before = Date.now()
    await eventsWithKey(server).sendEvents([{ timestamp: '2026-03-02T14:00:00Z', session_id: 'a', type: 'note' }])
    const { status, body } = await about(server.key)
    assert.equal(status, 200)
    assert.match(body.version, /^\d+\.\d+\.\d+/)
    assert.ok(Date.parse(body.started_at) <= before)
    assert.match(body.engine.version, /^\d+\.\d+/)
    assert.ok(body.schema_version >= 6)
    const { used_bytes, free_bytes, total_bytes } = body.disk ?? assert.fail('an admin is told of the disk')
    assert.ok(used_bytes > 0 && free_bytes > 0 && used_bytes < total_bytes && free_bytes < total_bytes)
  })

  test('tells a reader everything but the disk, which all projects share, and a sender nothing', async () => {
    const { body } = await about(await server.createKey({ scopes: ['read'] }))
    assert.match(body.version, /^\d+\.\d+\.\d+/)
    assert.equal(body.disk, null)
    assert.equal((await about(await server.createKey({ scopes: ['ingest'] }))).status, 403)
  })
})
