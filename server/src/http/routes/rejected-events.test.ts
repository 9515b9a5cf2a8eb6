import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { IngestReport, Page, RejectedEvent, StoredEvent } from '@occur/client/protocol'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'

const json = 'application/json'
const at = '"timestamp":"2026-03-02T14:06:54Z"'

describe('rejected events', () => {
  let server: TestServer
  let key: string
  let projects = 0
  before(async () => {
    server = await startTestServer({ env: { OCCUR_EVENT_BYTES_MAX: '1000' } })
  })
  after(() => server?.stop())
  beforeEach(async () => {
    key = await server.createKey({ scopes: ['ingest', 'read'], project: `p-${projects++}` })
  })

  const call = (path: string, init: RequestInit = {}, as = key) =>
    server.fetch(`/api/v1/events/${path}`, { ...init, headers: { 'syllable-api-key': as, ...init.headers } })
  async function send(body: string | Buffer, contentType = json): Promise<IngestReport> {
    const answer = await call('', { method: 'POST', headers: { 'content-type': contentType }, body })
    return (await answer.json()) as IngestReport
  }
  /** Sends what must be refused, and answers under which id it is kept. */
  async function reject(body: string | Buffer): Promise<string> {
    const [outcome] = (await send(body)).outcomes
    assert.ok(outcome?.status === 'rejected')
    return outcome.rejected_id
  }
  const list = async (query = '', as = key) =>
    (await (await call(`rejected/${query}`, {}, as)).json()) as Page<RejectedEvent>
  const get = async (id: string) => (await (await call(`rejected/${id}`)).json()) as RejectedEvent
  async function replay(id: string, corrected?: string, headers: Record<string, string> = { 'content-type': json }) {
    const init = corrected === undefined ? {} : { body: corrected, headers }
    const answer = await call(`rejected/${id}/replay`, { method: 'POST', ...init })
    return { status: answer.status, said: (await answer.json()) as IngestReport & { detail?: string } }
  }
  const stored = async () =>
    ((await (await call('?fields=type&fields=event_id')).json()) as Page<StoredEvent>).items.map(({ type }) => type)

  test('are kept with their text, their problems and the time', async () => {
    const raw = `{"timestamp":"x", "typ":1}`
    const id = await reject(raw)
    const kept = await get(id)
    assert.equal(kept.rejected_id, id)
    assert.equal(kept.raw, raw)
    assert.equal(kept.raw_truncated, false)
    assert.equal(kept.replayed_at, null)
    assert.match(kept.received_at, /^20\d\d-.*Z$/)
    assert.deepEqual(kept.problems.map(({ field }) => field).sort(), ['timestamp', 'typ'])
    assert.deepEqual((await list()).items, [kept])
  })

  test('are listed newest first, by page', async () => {
    const ids: string[] = []
    for (let i = 0; i < 5; i++) ids.unshift(await reject(`{"no":${i}}`))
    const idsOf = ({ items }: Page<RejectedEvent>) => items.map(({ rejected_id }) => rejected_id)
    assert.deepEqual(idsOf(await list()), ids)
    assert.deepEqual(idsOf(await list('?limit=2&page=1')), ids.slice(2, 4))
    const { items: _, ...envelope } = await list('?limit=2')
    assert.deepEqual(envelope, { page: 0, page_size: 2, total_pages: 3, total_count: 5 })
    assert.deepEqual(await list('?limit=0'), { items: [], page: 0, page_size: 0, total_pages: null, total_count: 5 })
    assert.equal((await call('rejected/?limit=-1')).status, 422)
  })

  test('are listed by whether they were replayed', async () => {
    const [waiting, replayed] = [await reject('{"a":1}'), await reject('{"b":1}')]
    assert.equal((await replay(replayed, `{${at},"type":"good"}`)).status, 201)
    const idsOf = async (query: string) => (await list(query)).items.map(({ rejected_id }) => rejected_id)
    assert.deepEqual(await idsOf('?replayed=false'), [waiting])
    assert.deepEqual(await idsOf('?replayed=true'), [replayed])
    assert.equal((await list('?replayed=true&limit=0')).total_count, 1)
    assert.equal((await idsOf('')).length, 2)
    assert.equal((await call('rejected/?replayed=perhaps')).status, 422)
  })

  test('of a whole batch are each kept, beside what was taken', async () => {
    const report = await send(`{${at},"type":"good"}\nnonsense\n{${at}\n{}\n`, 'application/x-ndjson')
    assert.deepEqual([report.accepted, report.rejected], [1, 3])
    assert.deepEqual((await list()).items.map(({ raw }) => raw).sort(), ['nonsense', '{}', `{${at}`].sort())
    assert.deepEqual(await stored(), ['good'])
  })

  test('that are sent again and again are kept once', async () => {
    const ids = new Set([await reject('{"again":1}'), await reject('{"again":1}'), await reject('{"again":1}')])
    assert.equal(ids.size, 1)
    assert.equal((await list()).total_count, 1)
  })

  test('keep any text: control characters, any alphabet, and what is not text as far as it can be shown', async () => {
    const odd = '{"a":"\\u0000\u2028 ü😀 \\\\ \' ` \t"}'
    assert.equal((await get(await reject(odd))).raw, odd)
    const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0x00, 0xc3]), Buffer.from('"}')])
    const kept = await get(await reject(bytes))
    assert.equal(kept.raw, '{"a":"\ufffd\0\ufffd"}')
    assert.equal(kept.raw_truncated, true)
  })

  test('can be replayed as they are when the limit was raised, and then are events', async () => {
    const id = await reject(`{${at},"type":"was too long","user_id":"${'x'.repeat(600)}"}`)
    assert.equal((await replay(id)).status, 422)
    server = await server.restart({ env: { OCCUR_ID_BYTES_MAX: '700', OCCUR_EVENT_BYTES_MAX: '1000' } })
    const { status, said } = await replay(id)
    assert.equal(status, 201)
    assert.equal(said.accepted, 1)
    assert.deepEqual(await stored(), ['was too long'])
    assert.match((await get(id)).replayed_at as string, /Z$/)
    server = await server.restart({ env: { OCCUR_EVENT_BYTES_MAX: '1000' } })
  })

  test('can be replayed corrected, once; a second time is 409', async () => {
    const id = await reject(`{"timestamp":"yesterday","type":"wrong"}`)
    const { status, said } = await replay(id, `{${at},"type":"corrected"}`)
    assert.equal(status, 201)
    assert.equal(said.outcomes[0]?.status, 'accepted')
    assert.deepEqual(await stored(), ['corrected'])
    for (const body of [undefined, `{${at},"type":"again","event_id":"another"}`]) {
      const again = await replay(id, body)
      assert.equal(again.status, 409)
      assert.match(again.said.detail as string, /replayed already, at 20/)
    }
    assert.deepEqual(await stored(), ['corrected'])
  })

  test('that are replayed by two at once are stored once', async () => {
    const id = await reject('{"type":"raced"}')
    const answers = await Promise.all([1, 2, 3, 4].map(() => replay(id, `{${at},"type":"raced"}`)))
    assert.ok(answers.every(({ status }) => status === 201 || status === 409))
    assert.equal(answers.filter(({ said }) => said.accepted === 1).length, 1)
    assert.deepEqual(await stored(), ['raced'])
  })

  test('whose correction is wrong as well stay, and the correction is kept beside them', async () => {
    const id = await reject('{"type":1}')
    for (const body of ['{"type":2}', 'nonsense', `[{${at}}]`]) {
      const { status, said } = await replay(id, body)
      assert.equal(status, 422, body)
      assert.equal(said.rejected, 1)
    }
    assert.equal((await get(id)).replayed_at, null)
    assert.equal((await list()).total_count, 4)
    assert.equal((await replay(id, `{${at},"type":"at last"}`)).status, 201)
  })

  test('of which not all is kept can only be replayed corrected', async () => {
    const tooLong = `{${at},"description":"${'x'.repeat(2000)}"}`
    const notText = Buffer.concat([Buffer.from(`{${at},"type":"`), Buffer.from([0xff]), Buffer.from('"}')])
    for (const body of [tooLong, notText]) {
      const id = await reject(body)
      const kept = await get(id)
      assert.equal(kept.raw_truncated, true)
      assert.ok(kept.raw.length <= 1000)
      const { status, said } = await replay(id)
      assert.equal(status, 409)
      assert.match(said.detail as string, /send the corrected event/)
      assert.equal((await replay(id, `{${at},"type":"shorter"}`)).status, 201)
    }
  })

  test('an empty body replays as is, and one of another kind is refused', async () => {
    const id = await reject('{"type":1}')
    assert.equal((await replay(id, '')).said.rejected, 1)
    assert.equal((await replay(id, `{${at}}`, { 'content-type': json, 'content-encoding': 'br' })).status, 415)
    assert.equal((await replay(id, `{${at}}`, { 'content-type': 'text/csv' })).status, 415)
    assert.deepEqual(await stored(), [])
  })

  test('belong to their project on every path, and need the scope for it', async () => {
    const id = await reject('{"mine":1}')
    const other = await server.createKey({ scopes: ['ingest', 'read'], project: `p-${projects++}` })
    assert.deepEqual((await list('', other)).items, [])
    assert.equal((await call(`rejected/${id}`, {}, other)).status, 404)
    const body = { method: 'POST', body: `{${at}}`, headers: { 'content-type': json } }
    assert.equal((await call(`rejected/${id}/replay`, body, other)).status, 404)
    assert.equal((await call('rejected/nobody')).status, 404)
    const reader = await server.createKey({ scopes: ['read'], project: `p-${projects - 2}` })
    const sender = await server.createKey({ scopes: ['ingest'], project: `p-${projects - 2}` })
    assert.equal((await call('rejected/', {}, reader)).status, 200)
    assert.equal((await call(`rejected/${id}/replay`, body, reader)).status, 403)
    for (const path of ['rejected/', `rejected/${id}`]) assert.equal((await call(path, {}, sender)).status, 403)
    assert.equal((await call(`rejected/${id}/replay`, body, sender)).status, 201)
    assert.deepEqual(await stored(), [null])
  })

  test('stay over a restart', async () => {
    const id = await reject('{"restart":1}')
    server = await server.restart()
    assert.equal((await get(id)).raw, '{"restart":1}')
  })
})
