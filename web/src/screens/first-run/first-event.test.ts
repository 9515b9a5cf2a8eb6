import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type FirstEventWay, firstEvent, wayNames } from './first-event.ts'

for (const way of Object.keys(wayNames) as FirstEventWay[]) {
  test(`${way} sends to this server, with the key where there is one`, () => {
    const withKey = firstEvent(way, 'http://here:7070', 'occ_secret')
    assert.match(withKey, /http:\/\/here:7070\/api\/v1\/events\//)
    assert.match(withKey, /Bearer .*occ_secret/)
    assert.doesNotMatch(withKey, /OCCUR_KEY|admin-key/)
    assert.match(firstEvent(way, 'http://here:7070', undefined), /OCCUR_KEY|admin-key/)
  })
}
