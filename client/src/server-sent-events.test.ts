import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverSentEvents } from './server-sent-events.ts'

async function read(chunks: Uint8Array[]) {
  const events = []
  for await (const event of serverSentEvents(ReadableStream.from(chunks) as ReadableStream<Uint8Array>))
    events.push(event)
  return events
}

test('a stream reads the same wherever it is cut, even inside a character or a line end', async () => {
  const bytes = new TextEncoder().encode(
    ': hello\r\n\r\nid: 1\r\nevent: event\r\ndata: {"a":"é🙂"}\r\n\r\n:\nid: 2\n\ndata: one\ndata:two\nretry: 5\n\nid\rdata:  three\r\rdata: cut',
  )
  const expected = [
    { event: 'message', data: null, id: undefined },
    { event: 'event', data: '{"a":"é🙂"}', id: '1' },
    { event: 'message', data: null, id: '2' },
    { event: 'message', data: 'one\ntwo', id: '2' },
    { event: 'message', data: ' three', id: '' },
  ]
  assert.deepEqual(await read([bytes]), expected)
  for (let cut = 1; cut < bytes.length; cut++) {
    assert.deepEqual(await read([bytes.slice(0, cut), bytes.slice(cut)]), expected, `cut at ${cut}`)
  }
  assert.deepEqual(await read([...bytes].map((byte) => Uint8Array.of(byte))), expected)
})
