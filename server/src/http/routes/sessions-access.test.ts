import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page, Session, SessionEvents, Timeline, Transcript } from '@occur/client/protocol'
import { startTwoProjects, type TwoProjects } from '../testing/two-projects.ts'

describe('who sees which sessions', () => {
  let server: TwoProjects
  before(async () => {
    server = await startTwoProjects()
  })
  after(() => server.stop())

  test('a project sees its own sessions and conversations only, on every route', async () => {
    const { items, total_count } = await server.get<Page<Session>>('sessions/', server.otherKey)
    assert.deepEqual([items.map(({ session_id }) => session_id), total_count], [['theirs', 's2'], 2])
    const conversations = await server.get<Page<Session>>('conversations/', server.otherKey)
    assert.deepEqual(
      conversations.items.map(({ conversation_id }) => conversation_id),
      ['c2'],
    )
    assert.equal((await server.get<Session>('sessions/s2', server.otherKey)).agent_name, null)
    assert.equal((await server.get<SessionEvents>('sessions/s2/events', server.otherKey)).items.length, 1)
    assert.equal((await server.get<Timeline>('sessions/timeline/s2', server.otherKey)).events[0]?.label, 'theirs')
    assert.equal((await server.get<Transcript>('sessions/transcript/s2', server.otherKey)).transcription.length, 0)
    const found = 'search_fields=agent_name&search_field_values=Bob'
    assert.equal((await server.get<Page<Session>>(`sessions/?${found}`, server.otherKey)).total_count, 0)
    assert.equal((await server.get<Page<Session>>(`conversations/?${found}`, server.otherKey)).total_count, 0)
    const theirs = 'search_fields=session_id&search_field_values=theirs'
    assert.deepEqual((await server.get<Page<Session>>(`sessions/?${theirs}`)).items, [])
    for (const path of [
      'sessions/theirs',
      'sessions/theirs/events',
      'sessions/timeline/theirs',
      'sessions/transcript/theirs',
    ]) {
      assert.equal(await server.status(path), 404, path)
    }
  })

  test('reading needs a key that may read', async () => {
    const ingestKey = await server.createKey({ scopes: ['ingest'] })
    for (const path of [
      'sessions/',
      'sessions/s2',
      'sessions/s2/events',
      'sessions/timeline/s2',
      'sessions/transcript/s2',
      'conversations/',
    ]) {
      assert.deepEqual([await server.status(path, ingestKey), await server.status(path, 'wrong')], [403, 401], path)
    }
  })
})
