import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type FirstEventWay, firstEvent, wayNames } from './first-event.ts'

for (const way of Object.keys(wayNames) as FirstEventWay[]) {
  test(`${way} sends to this server, with the key from where it is`, () => {
    const text = (key: Parameters<typeof firstEvent>[2]) => firstEvent(way, 'http://here:7070', key)
    assert.match(text({ secret: 'occ_secret' }), /http:\/\/here:7070\/api\/v1\/events\//)
    assert.match(text({ secret: 'occ_secret' }), /occ_secret/)
    assert.doesNotMatch(text({ secret: 'occ_secret' }), /OCCUR_KEY|admin-key|readFileSync/)
    assert.match(text('data folder'), /occur-data\/admin-key/)
    assert.match(text('environment'), /OCCUR_KEY/)
    assert.doesNotMatch(text('environment'), /admin-key|readFileSync/)
  })
}
