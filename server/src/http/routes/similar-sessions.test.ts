import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { SimilarSessions } from '@occur/client/protocol'
import { startTwoProjects, type TwoProjects } from '../testing/two-projects.ts'

describe('similar sessions', () => {
  let server: TwoProjects
  before(async () => {
    server = await startTwoProjects()
  })
  after(() => server.stop())

  test('come the most similar first, and say what they share', async () => {
    const { session_id, outcome, kinds, items, covered } =
      await server.get<SimilarSessions>('sessions/s3/similar?limit=6')
    assert.deepEqual([session_id, outcome], ['s3', 'ended'])
    assert.deepEqual(
      kinds.map(({ type, source_id, failed }) => [type, source_id, failed]),
      [['ping', null, false]],
    )
    assert.equal(covered.sessions, 7)
    assert.deepEqual(items.map(({ session }) => session.session_id).sort(), ['s2', 's4', 's5', 's6', 's7', 's8'])
    for (const item of items) {
      assert.ok(Math.abs(item.score - 1) < 1e-9)
      assert.deepEqual(item.shared, kinds)
      assert.deepEqual(item.others, [])
    }
  })

  test('are of this project only, and not found for a session that it does not have', async () => {
    const { items, covered } = await server.get<SimilarSessions>('sessions/s2/similar', server.otherKey)
    assert.deepEqual([items.map(({ session }) => session.session_id), covered.sessions], [['theirs'], 1])
    assert.equal(await server.status('sessions/s%2F1%20%C3%BC/similar'), 200)
    assert.equal(await server.status('sessions/s3/similar', server.otherKey), 404)
    assert.deepEqual((await server.refused('sessions/s3/similar?limit=0')).loc, ['query', 'limit'])
  })
})
