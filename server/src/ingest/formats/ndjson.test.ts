import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ndjsonEvents } from './ndjson.ts'

const limits = { lineBytesMax: 100, lineBytesEnd: 1000 }

describe('an NDJSON body', () => {
  test('is the same events with the same line numbers, wherever it was cut in transit', async () => {
    const body = Buffer.from('{"a":1}\n\n{"ü":"😀"}\r\n  \r\n{"c":3}')
    const whole = [
      [1, '{"a":1}'],
      [3, '{"ü":"😀"}\r'],
      [5, '{"c":3}'],
    ]
    assert.deepEqual(await eventsOf([body]), whole)
    for (let at = 0; at <= body.length; at++) {
      assert.deepEqual(await eventsOf([body.subarray(0, at), body.subarray(at)]), whole, `cut at ${at}`)
    }
    assert.deepEqual(await eventsOf([...body].map((byte) => Buffer.from([byte]))), whole)
  })

  test('of any text in any pieces is its lines that are not empty', async () => {
    const text = fc.string({ unit: fc.constantFrom('\n', '\r', ' ', '\t', '{', '"', 'ü', '😀', 'x') })
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat(20)), async (body, lengths) => {
        const expected = body
          .split('\n')
          .map((line, index) => [index + 1, line] as const)
          .filter(([, line]) => /[^ \t\r]/.test(line))
        assert.deepEqual(await eventsOf(cut(Buffer.from(body), lengths)), expected)
      }),
    )
  })

  test('may end with or without a line break, and may be empty', async () => {
    assert.deepEqual(await eventsOf([Buffer.from('1\n2\n')]), [
      [1, '1'],
      [2, '2'],
    ])
    for (const body of ['', '\n', ' \r\n\t\n\n']) assert.deepEqual(await eventsOf([Buffer.from(body)]), [], body)
    assert.deepEqual(await eventsOf([]), [])
  })

  test('may begin with a byte order mark, and nowhere else have one', async () => {
    const mark = '\ufeff'
    for (const pieces of [[`${mark}1\n${mark}2`], [mark, `1\n${mark}2`]]) {
      assert.deepEqual(await eventsOf(pieces.map((piece) => Buffer.from(piece))), [
        [1, '1'],
        [2, `${mark}2`],
      ])
    }
    assert.deepEqual(await eventsOf([Buffer.from(`${mark}\n1`)]), [[2, '1']])
  })

  test('with a line that is too long keeps one byte more than may be, and goes on', async () => {
    for (const pieces of [[500], [50, 450], [100, 1, 399], Array(500).fill(1)] as number[][]) {
      const long = 'x'.repeat(500)
      const events = await eventsOf(cut(Buffer.from(`1\n${long}\n3`), [2, ...pieces]))
      assert.deepEqual(events, [
        [1, '1'],
        [2, 'x'.repeat(101)],
        [3, '3'],
      ])
    }
    assert.deepEqual(await eventsOf([Buffer.from('x'.repeat(100))]), [[1, 'x'.repeat(100)]])
  })

  test('with a line without end is refused after what came before it, and holds little of it', async () => {
    const taken: unknown[] = []
    const endless = async function* () {
      yield Buffer.from('1\n')
      while (true) yield Buffer.alloc(64, 0x20)
    }
    await assert.rejects(
      async () => {
        for await (const events of ndjsonEvents(endless(), limits.lineBytesMax, limits.lineBytesEnd))
          taken.push(...events)
      },
      { code: 'too_large', message: /Line 2 is longer than 1000 bytes/ },
    )
    assert.equal(taken.length, 1)
  })
})

async function eventsOf(pieces: Iterable<Buffer>): Promise<(readonly [number | undefined, string])[]> {
  const found: (readonly [number | undefined, string])[] = []
  const body = async function* () {
    yield* pieces
  }
  for await (const events of ndjsonEvents(body(), limits.lineBytesMax, limits.lineBytesEnd)) {
    assert.ok(events.length > 0)
    found.push(...events.map(({ line, bytes }) => [line, bytes.toString()] as const))
  }
  return found
}

function cut(body: Buffer, lengths: readonly number[]): Buffer[] {
  const pieces: Buffer[] = []
  let at = 0
  for (const length of lengths) {
    pieces.push(body.subarray(at, at + length))
    at += length
  }
  return [...pieces, body.subarray(at)]
}
