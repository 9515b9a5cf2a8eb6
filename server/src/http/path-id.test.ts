import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PathIds } from './path-id.ts'

const ids = new PathIds()
for (const route of [
  'GET /api/v1/events/',
  'GET /api/v1/events/stream',
  'GET /api/v1/events/:event_id',
  'GET /api/v1/events/rejected/',
  'GET /api/v1/events/rejected/:rejected_id',
  'POST /api/v1/events/rejected/:rejected_id/replay',
  'GET /api/v1/sessions/',
  'GET /api/v1/sessions/:session_id',
  'GET /api/v1/sessions/:session_id/events',
  'GET /api/v1/sessions/timeline/:session_id',
  'GET /*',
]) {
  const [method, url] = route.split(' ') as [string, string]
  ids.add(method, url)
}

describe('an id in a path', () => {
  const cases: [what: string, sent: string, routed: string][] = [
    ['without a slash is left alone', '/api/v1/sessions/a', '/api/v1/sessions/a'],
    ['may hold a slash', '/api/v1/sessions/a/b', '/api/v1/sessions/a%2Fb'],
    ['may hold an escaped slash', '/api/v1/sessions/a%2Fb', '/api/v1/sessions/a%2Fb'],
    ['may hold both', '/api/v1/sessions/a%2Fb/c', '/api/v1/sessions/a%2Fb%2Fc'],
    ['may start with a slash', '/api/v1/sessions//a', '/api/v1/sessions/%2Fa'],
    ['may stand before an ending', '/api/v1/sessions/a/b/events', '/api/v1/sessions/a%2Fb/events'],
    ['may be named like an ending', '/api/v1/sessions/events', '/api/v1/sessions/events'],
    ['may end in an escaped ending', '/api/v1/sessions/a%2Fevents', '/api/v1/sessions/a%2Fevents'],
    ['loses a trailing slash that is not escaped', '/api/v1/sessions/a/b/', '/api/v1/sessions/a%2Fb'],
    ['keeps the query', '/api/v1/sessions/a/b?x=c/d', '/api/v1/sessions/a%2Fb?x=c/d'],
    ['belongs to the longest beginning', '/api/v1/sessions/timeline/a/b', '/api/v1/sessions/timeline/a%2Fb'],
    ['does not swallow a fixed path', '/api/v1/events/stream/', '/api/v1/events/stream/'],
    ['does not swallow a fixed path of a deeper list', '/api/v1/events/rejected/', '/api/v1/events/rejected/'],
    ['stays dots, and never leaves its place', '/api/v1/sessions/../keys', '/api/v1/sessions/..%2Fkeys'],
    ['is not seen in other addresses', '/assets/a/b.js', '/assets/a/b.js'],
  ]
  for (const [what, sent, routed] of cases) {
    test(what, () => assert.equal(ids.escape('GET', sent), routed))
  }

  test('is looked for among the routes of its method', () => {
    assert.equal(ids.escape('POST', '/api/v1/events/rejected/a/b/replay'), '/api/v1/events/rejected/a%2Fb/replay')
    assert.equal(ids.escape('POST', '/api/v1/sessions/a/b'), '/api/v1/sessions/a/b')
  })

  test('can only be one', () => {
    assert.throws(() => new PathIds().add('GET', '/a/:one/b/:two'), /one id/)
  })
})
