import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import {
  decodePageKey,
  decodePosition,
  decodeSessionKey,
  encodePageKey,
  encodePosition,
  encodeSessionKey,
} from './cursor.ts'

describe('a cursor', () => {
  test('of a position says the same when it comes back', () => {
    const writers = fc.uniqueArray(fc.tuple(fc.nat(65_535), fc.nat(2 ** 48)), {
      minLength: 1,
      selector: ([writer]) => writer,
    })
    fc.assert(
      fc.property(writers, (entries) => {
        const position = new Map(entries)
        assert.deepEqual(decodePosition(encodePosition(position)), position)
      }),
    )
  })

  test('of a place in a list says the same when it comes back, whatever the id', () => {
    const key = fc.record({
      timestamp: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      event_id: fc.string({ unit: 'binary', minLength: 1, maxLength: 50 }),
    })
    fc.assert(fc.property(key, (place) => assert.deepEqual(decodePageKey(encodePageKey(place)), { ...place })))
  })

  test('of a place among sessions says the same when it comes back, also of a session whose id is empty', () => {
    const key = fc.record({
      first_timestamp: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      session_id: fc.string({ unit: 'binary', maxLength: 50 }),
    })
    fc.assert(fc.property(key, (place) => assert.deepEqual(decodeSessionKey(encodeSessionKey(place)), { ...place })))
  })

  test('fits into an address as it is', () => {
    const place = { timestamp: -1n, event_id: '😀/+?&=#%\n' }
    assert.match(encodePageKey(place), /^[\w-]+$/)
    assert.match(encodePosition(new Map([[1, 2 ** 40]])), /^[\w-]+$/)
  })

  test('is never taken for one of the other kind', () => {
    assert.throws(() => decodePageKey(encodePosition(new Map([[1, 5]]))), { code: 'invalid' })
    assert.throws(() => decodePosition(encodePageKey({ timestamp: 1n, event_id: 'e' })), { code: 'invalid' })
    assert.throws(() => decodeSessionKey(encodePageKey({ timestamp: 1n, event_id: 'e' })), { code: 'invalid' })
  })

  test('that nobody gave is refused, and named', () => {
    for (const cursor of ['', 'p', 'k', 'x', 'pAAAA', '1.5', text('p', ''), text('p', '1'), text('p', '1.2.3')]) {
      assert.throws(() => decodePosition(cursor), { code: 'invalid', message: /^cursor: ".*" is not one/ }, cursor)
    }
    for (const cursor of [text('p', '-1.5'), text('p', '1.5_'), text('p', '1.5 '), text('p', '1.1234567890123456')]) {
      assert.throws(() => decodePosition(cursor), { code: 'invalid' }, cursor)
    }
    for (const key of ['', '5', '5.', '.e', 'e.5', '9223372036854775808.e', '-9999999999999999999.e']) {
      assert.throws(() => decodePageKey(text('k', key)), { code: 'invalid' }, key)
    }
  })

  test('that is very long is refused without being repeated', () => {
    assert.throws(
      () => decodePosition('z'.repeat(10_000)),
      (error: Error) => error.message.length < 200,
    )
  })
})

function text(kind: string, inner: string): string {
  return kind + Buffer.from(inner).toString('base64url')
}
