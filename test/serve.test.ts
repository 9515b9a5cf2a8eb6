import assert from 'node:assert/strict'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { IngestReport } from '@occur/client/protocol'
import { createWorkplace, type Serving, type Workplace } from './occur-process.ts'
import { killTree } from './process-tree.ts'
import { count, send, storedIds } from './sending.ts'

describe('a server that runs', () => {
  let place: Workplace
  before(() => {
    place = createWorkplace()
  })
  after(() => place?.end())

  test('keeps a second one off its data, which says which process it is and what to do', async () => {
    const serving = await place.serve()
    const second = await place.run(['serve', '--port', '0'])
    assert.equal(second.code, 1)
    assert.match(second.stderr, new RegExp(`in use by Occur, process ${serving.process.child.pid} .*--data`))
    assert.equal(second.stderr.trim().split('\n').length, 1)
    assert.equal((await send(serving, ['still here']))?.status, 201)
    assert.equal(await serving.stop(), 0)
  })

  test('told to stop, takes nobody new, finishes the body that it is reading, and exits with 0', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const serving = await place.serve()
      const body = openBody(serving)
      body.write(`${line(`${signal} first`)}\n`)
      // It is in hand once a part of it is stored.
      await until(async () => (await storedIds(serving)).includes(`${signal} first`))
      const exited = serving.stop(signal)
      // Until the signal has arrived others are still taken.
      let attempts = 0
      await until(async () => {
        const sent = await send(serving, [`${signal} attempt ${++attempts}`])
        return sent === null || sent.status === 503
      })
      body.write(`${line(`${signal} second`)}\n`)
      body.end()
      const { status, report } = await body.answer
      assert.deepEqual([status, report.accepted], [201, 2])
      assert.equal(await exited, 0)
      assert.equal(existsSync(join(place.data, 'server.json')), false)
      const again = await place.serve()
      const ids = await storedIds(again)
      assert.ok(ids.includes(`${signal} second`) && !ids.includes(`${signal} attempt ${attempts}`))
      await again.stop()
    }
  })
})

describe('a first start', { skip: !existsSync('/proc/self/task') && 'processes are found through /proc' }, () => {
  let place: Workplace
  before(() => {
    place = createWorkplace()
  })
  after(() => place?.end())

  test('that is killed at any moment leaves data that the next start can use', async () => {
    for (let round = 0; round < 8; round++) {
      const starting = place.start(['serve', '--port', '0'])
      // From before the engine has started to after the tables are made.
      await Promise.race([sleep(150 + round * 120), starting.ended, starting.until(/Occur is ready/)])
      killTree(starting.child.pid as number)
      await starting.ended
    }
    const serving = await place.serve()
    assert.equal((await send(serving, ['after all']))?.status, 201)
    assert.deepEqual(await storedIds(serving), ['after all'])
    assert.equal(await serving.stop(), 0)
  })
})

const file = join(import.meta.dirname, '../../shared/data/airline-sessions.ndjson')

describe('the real data', { skip: !existsSync(file) && `${file} is not here` }, () => {
  let place: Workplace
  let serving: Serving
  before(async () => {
    place = createWorkplace()
    serving = await place.serve()
  })
  after(() => place?.end())

  test('is 3,275 events in one request, and 3,275 duplicates in the next', async () => {
    for (const [accepted, duplicate] of [
      [3275, 0],
      [0, 3275],
    ]) {
      const body = openBody(serving, { 'idempotency-key': 'airline' })
      for await (const piece of createReadStream(file)) body.write(piece)
      body.end()
      const { status, report } = await body.answer
      assert.equal(status, 201)
      assert.deepEqual([report.accepted, report.duplicate, report.rejected], [accepted, duplicate, 0])
    }
    assert.equal(await count(serving), 3275)
    assert.equal((await storedIds(serving)).length, 3275)
  })

  test('has 150 sessions, 50 conversations and 35 transfers to a person', async () => {
    const totalOf = async (path: string) => {
      const answer = await fetch(`${serving.url}/api/v1/${path}`, {
        headers: { authorization: `Bearer ${serving.key}` },
      })
      return ((await answer.json()) as { total_count: number }).total_count
    }
    assert.equal(await totalOf('sessions/?limit=0'), 150)
    assert.equal(await totalOf('conversations/?limit=0'), 50)
    assert.equal(await count(serving, '&search_fields=type&search_field_values=human-transfer'), 35)
  })

  test('comes back as it was sent, every event of it', async () => {
    const sent = readFileSync(file, 'utf8').trimEnd().split('\n')
    for (let page = 0; page * 1000 < sent.length; page++) {
      const query = `order_by_direction=asc&limit=1000&page=${page}&fields=event_id&${fields}`
      const answer = await fetch(`${serving.url}/api/v1/events/?${query}`, {
        headers: { authorization: `Bearer ${serving.key}` },
      })
      const { items } = (await answer.json()) as { items: { event_id: string; timestamp: string }[] }
      for (const { event_id, ...event } of items) {
        const original = JSON.parse(sent[Number(event_id.split(':')[1])] as string)
        assert.deepEqual(event, { ...original, timestamp: event.timestamp })
        assert.equal(event.timestamp.replace(/0*Z$/, ''), original.timestamp.replace(/0*Z$/, ''))
      }
    }
  })
})

const fields = ['session_id', 'conversation_id', 'source', 'source_id', 'category', 'type', 'user_id', 'description']
  .concat('attributes')
  .map((field) => `fields=${field}`)
  .join('&')

function line(event_id: string): string {
  return JSON.stringify({ timestamp: '2026-03-02T14:06:54Z', event_id })
}

/** An NDJSON body that is sent in pieces. */
function openBody({ url, key }: Serving, headers: Record<string, string> = {}) {
  const sent = request(`${url}/api/v1/events/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson', ...headers },
  })
  const answer = new Promise<{ status: number; report: IngestReport }>((resolve, reject) => {
    sent.on('error', reject)
    sent.on('response', async (response) => {
      let text = ''
      for await (const piece of response.setEncoding('utf8')) text += piece
      resolve({ status: response.statusCode ?? 0, report: JSON.parse(text) })
    })
  })
  return { answer, write: (piece: string | Buffer) => void sent.write(piece), end: () => void sent.end() }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20)
}
