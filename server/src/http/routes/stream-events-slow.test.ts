import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { until } from '../../engine/testing/until.ts'
import { type OpenStream, openStream } from '../../testing/open-stream.ts'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { eventsWithKey } from '../testing/events-with-key.ts'

const env = { OCCUR_HEARTBEAT_MS: '1500', OCCUR_TAIL_BUFFER_BYTES_MAX: '100000' }
/** So much that no buffer of the system's holds 60 of it. */
const description = 'x'.repeat(500_000)

describe('a reader of the live tail', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer({ env })
  })
  after(() => server?.stop())

  const open = (headers = {}, options = {}) =>
    openStream(`${server.url}/api/v1/events/stream`, { 'syllable-api-key': server.key, ...headers }, options)
  async function send(ids: readonly string[]): Promise<void> {
    const events = ids.map((event_id) => ({ timestamp: '2026-01-01T00:00:00Z', event_id, description }))
    await eventsWithKey(server).sendEvents(events)
  }
  const tailReaders = async () =>
    Number(/^occur_tail_readers (\d+)/m.exec(await (await server.fetch('/metrics')).text())?.[1])
  const idsOf = ({ messages }: OpenStream) =>
    messages.filter(({ event }) => event === 'event').map(({ data }) => data.event_id as string)

  test('who does not keep up is told to come back, costs little memory, and misses nothing', async () => {
    const reader = await open({}, { paused: true })
    const before = process.memoryUsage().external
    const ids = Array.from({ length: 60 }, (_, i) => `lagging ${i}`)
    for (let i = 0; i < ids.length; i += 2) await send(ids.slice(i, i + 2))
    // Whatever the system keeps for him is full, and then the server's patience is over.
    await until(async () => (await tailReaders()) === 0)
    const grown = process.memoryUsage().external - before
    assert.ok(grown < 100_000_000, `grew by ${grown} bytes`)
    reader.response.resume()
    const { data } = await reader.next('goodbye')
    assert.match(data.reason as string, /more slowly/)
    await reader.ended
    const seen = idsOf(reader)
    assert.ok(seen.length > 0 && seen.length < 60)
    const cursor = reader.messages.findLast(({ id }) => id !== undefined)?.id as string
    const again = await open({ 'last-event-id': cursor })
    await again.next('caught-up')
    again.leave()
    assert.deepEqual([...seen, ...idsOf(again)], ids)
  })

  test('who never reads again does not keep his connection', {
    skip: !existsSync('/proc/net/tcp') && 'only Linux tells of connections',
  }, async () => {
    const reader = await open({}, { paused: true })
    const { localPort, remotePort } = reader.response.socket
    assert.ok(isHeldOpen(remotePort, localPort))
    for (let i = 0; i < 30; i++) await send([`${i}`])
    await until(async () => (await tailReaders()) === 0)
    await until(() => !isHeldOpen(remotePort, localPort))
  })
})

/** Whether the process that listens on `port` has not closed its end of the connection to `peer` yet. */
function isHeldOpen(port = 0, peer = 0): boolean {
  const hex = (number: number) => number.toString(16).toUpperCase().padStart(4, '0')
  // Local address, address of the other end, state; 01 is established.
  const line = new RegExp(`^ *\\d+: \\w+:${hex(port)} \\w+:${hex(peer)} 01 `, 'm')
  return line.test(readFileSync('/proc/net/tcp', 'utf8'))
}
