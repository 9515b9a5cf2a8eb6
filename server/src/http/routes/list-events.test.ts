import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { eventFields } from '@occur/client/protocol'
import { startTestServer, type TestServer } from '../../testing/test-server.ts'
import { eventsWithKey, newProject } from '../testing/events-with-key.ts'

/** Ten events a minute apart, in no order; `n` of the id says which of them. */
const minutes = [3, 0, 7, 1, 9, 4, 8, 2, 6, 5]
const sent = minutes.map((minute) => ({
  event_id: `n${minute}`,
  timestamp: `2026-03-02T14:0${minute}:00Z`,
  session_id: minute < 5 ? 's/1' : 's 2',
  type: minute % 2 === 0 ? 'even' : 'odd, really',
  user_id: '+18042221111',
  description: minute === 7 ? '' : `Minute ${minute}`,
  attributes: { minute, nested: { text: `m${minute}` } },
}))

describe('listing events', () => {
  let server: TestServer
  before(async () => {
    server = await startTestServer({ env: { OCCUR_PAGE_SIZE_MAX: '50' } })
    await eventsWithKey(server).sendEvents(sent)
  })
  after(() => server?.stop())

  const get = (query: string) => eventsWithKey(server).get(query)
  const page = (query: string) => eventsWithKey(server).page(query)
  /** The minutes of the events that the query finds, in order. */
  const found = async (query: string) => {
    const { items } = await page(`${query}&fields=attributes`)
    return items.map(({ attributes }) => attributes?.minute).join('')
  }

  test('without a question answers the newest first, 25 a page, with the ten fields', async () => {
    const { items, ...envelope } = await page('')
    assert.deepEqual(envelope, { page: 0, page_size: 25, total_pages: 1, total_count: 10, next_cursor: null })
    assert.equal(items.length, 10)
    const { event_id: _, ...event } = sent.find(({ event_id }) => event_id === 'n9')!
    assert.deepEqual(Object.keys(items[0]!), eventFields)
    assert.deepEqual(items[0], { ...event, conversation_id: null, source: null, source_id: null, category: null })
    assert.equal((await get('')).headers.get('content-type'), 'application/json; charset=utf-8')
  })

  test('answers pages by number, and none beyond the last', async () => {
    assert.equal(await found('?limit=4'), '9876')
    assert.equal(await found('?limit=4&page=1'), '5432')
    assert.equal(await found('?limit=4&page=2'), '10')
    assert.equal(await found('?limit=4&page=3'), '')
    const { items: _, ...envelope } = await page('?limit=4&page=2')
    assert.deepEqual(envelope, { page: 2, page_size: 4, total_pages: 3, total_count: 10, next_cursor: null })
    assert.deepEqual((await page('?page=999999999')).items, [])
  })

  test('counts nothing when no total is asked for', async () => {
    const whole = await page('?limit=4&q=attributes.minute:*')
    assert.deepEqual(await page('?limit=4&q=attributes.minute:*&total=false'), {
      ...whole,
      total_pages: null,
      total_count: null,
    })
    assert.deepEqual(await page('?limit=4&q=attributes.minute:*&total=true'), whole)
    assert.equal((await get('?total=perhaps')).status, 422)
  })

  test('counts only with limit=0, and clamps a limit that is too large', async () => {
    assert.deepEqual(await page('?limit=0'), {
      items: [],
      page: 0,
      page_size: 0,
      total_pages: null,
      total_count: 10,
      next_cursor: null,
    })
    assert.equal((await page('?limit=1000000')).page_size, 50)
  })

  test('takes an empty or null parameter for none, and unknown ones for nothing', async () => {
    for (const query of ['?page=&limit=', '?page=null&limit=null', '?order_by=&start_datetime=', '?fields=', '?x=1']) {
      assert.equal((await page(query)).items.length, 10, query)
    }
    assert.equal((await page('?search_fields=&search_field_values=')).items.length, 10)
    assert.equal((await page('?order_by_direction=null')).items.length, 10)
  })

  test('orders by any field, in either direction, ties by time and id', async () => {
    assert.equal(await found('?order_by=timestamp&order_by_direction=asc'), '0123456789')
    assert.equal(await found('?order_by=session_id&order_by_direction=asc'), '5678901234')
    assert.equal(await found('?order_by=type&order_by_direction=desc'), '9753186420')
    assert.equal(await found('?order_by=description&order_by_direction=asc'), '7012345689')
    for (const field of eventFields) assert.equal((await found(`?order_by=${field}`)).length, 10, field)
    // The contract's way to page without a cursor: no event twice, none left out.
    const pages = await Promise.all([0, 1, 2, 3].map((number) => found(`?order_by=user_id&limit=3&page=${number}`)))
    assert.equal(pages.join(''), '9876543210')
  })

  test('answers the fields that were asked for, and always the timestamp', async () => {
    const fieldsOf = async (query: string) => Object.keys((await page(query)).items[0]!)
    assert.deepEqual(await fieldsOf('?fields=type'), ['timestamp', 'type'])
    assert.deepEqual(await fieldsOf('?fields=attributes&fields=session_id&fields=timestamp'), [
      'timestamp',
      'session_id',
      'attributes',
    ])
    assert.deepEqual(await fieldsOf('?fields=event_id&fields=received_at&fields=cursor'), [
      'timestamp',
      'event_id',
      'received_at',
      'cursor',
    ])
  })

  test('takes repeated keys as lists, in any order, and a comma as part of a value', async () => {
    assert.equal(await found('?search_fields=type&search_field_values=odd,+really'), '97531')
    assert.equal(await found('?search_field_values=odd%2C%20really&search_fields=type'), '97531')
    const [fields, values] = ['search_fields', 'search_field_values']
    assert.equal(await found(`?${fields}=type&${values}=even&${fields}=session_id&${values}=s/1`), '420')
    assert.equal(await found(`?${values}=even&${values}=s+2&${fields}=type&${fields}=session_id`), '86')
    assert.equal(
      await found(`?${fields}=session_id&${fields}=session_id&${values}=s%2F1&${values}=s%202`),
      '9876543210',
    )
  })

  test('takes an empty value as a value, and a plus as its escape says', async () => {
    assert.equal(await found('?search_fields=type&search_field_values='), '')
    assert.equal(await found('?search_fields=user_id&search_field_values=%2B18042221111'), '9876543210')
    assert.equal(await found('?search_fields=description&search_field_values=mINUTE+4'), '4')
    assert.equal(await found('?search_fields=attributes&search_field_values=nested.text%3Dm3'), '3')
    assert.equal(
      await found(`?search_fields=attributes&search_field_values=${encodeURIComponent('{"minute":6}')}`),
      '6',
    )
    assert.equal(await found('?search_fields=timestamp&search_field_values=2026-03-02T14:05:00Z'), '5')
  })

  test('takes ranges from inclusive to exclusive, in every way in which clients write them', async () => {
    for (const [query, expected] of [
      ['start_datetime=2026-03-02T14:07:00Z', '987'],
      ['end_datetime=2026-03-02T14:02:00Z', '10'],
      ['start_datetime=2026-03-02T14:03:00Z&end_datetime=2026-03-02T14:05:00Z', '43'],
      ['start_datetime=2026-03-02T14:08:00', '98'],
      ['start_datetime=2026-03-02+14:08:00', '98'],
      ['start_datetime=2026-03-02T16:08:00%2B02:00', '98'],
      ['start_datetime=2026-03-02T16:08:00+02:00', '98'],
      ['start_datetime=2026-03-02T16:08:00%2002:00', '98'],
      ['start_datetime=2026-03-02T09:08:00-05:00', '98'],
      ['start_datetime=2026-03-02', '9876543210'],
      ['start_datetime=2026-03-03', ''],
      ['end_datetime=2026-03-02', ''],
    ]) {
      assert.equal(await found(`?${query}`), expected, query)
    }
  })

  test('refuses what cannot be meant with a 422 that names the parameter', async () => {
    for (const [query, parameter] of [
      ['page=-1', 'page'],
      ['page=x', 'page'],
      ['limit=-1', 'limit'],
      ['limit=1.5', 'limit'],
      ['limit=1&limit=2', 'limit'],
      ['order_by=event_id', 'order_by'],
      ['order_by_direction=up', 'order_by_direction'],
      ['fields=typ', 'fields'],
      ['search_fields=typ&search_field_values=a', 'search_fields'],
      ['search_fields=type,session_id&search_field_values=even', 'search_fields'],
      ['search_fields=type', 'search_field_values'],
      ['search_field_values=a', 'search_field_values'],
      ['search_fields=type&search_fields=type&search_field_values=a', 'search_field_values'],
      ['search_fields=attributes&search_field_values=x', 'search_fields'],
      ['start_datetime=yesterday', 'start_datetime'],
      ['end_datetime=2026-02-30', 'end_datetime'],
      ['cursor=k1&page=1', 'page'],
    ]) {
      const answer = await get(`?${query}`)
      assert.equal(answer.status, 422, query)
      const { detail } = (await answer.json()) as { detail: { loc: string[]; msg: string; type: string }[] }
      assert.deepEqual(detail[0]?.loc, ['query', parameter], query)
      assert.ok(detail[0].msg && detail[0].type)
    }
    assert.equal((await get('?cursor=nonsense')).status, 400)
    const cursor = (await page('?limit=1')).next_cursor
    assert.equal((await get(`?cursor=${cursor}&order_by=type`)).status, 422)
  })

  test('answers a question that is too large for the engine with 400', async () => {
    assert.equal((await get(`?search_fields=attributes&search_field_values=${'a.'.repeat(5000)}b=1`)).status, 400)
    const pairs = 'search_fields=type&search_field_values=a&'.repeat(1000)
    assert.equal((await get(`?${pairs}`)).status, 400)
  })

  test('goes on after a cursor without gap or repeat while events arrive before, in between and after', async () => {
    const { sendEvents, page } = await newProject(server)
    const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()
    // Pairs share an instant, so that only the id tells them apart.
    const first = Array.from({ length: 60 }, (_, i) => ({ event_id: `first-${i}`, timestamp: at(100 + (i >> 1)) }))
    await sendEvents(first)
    for (const direction of ['asc', 'desc']) {
      const seen: string[] = []
      let cursor = ''
      for (let round = 0; cursor !== null; round++) {
        const query: string = `?limit=7&fields=event_id&order_by_direction=${direction}${cursor && `&cursor=${cursor}`}`
        const { items, next_cursor, page_size } = await page(query)
        assert.equal(page_size, 7)
        seen.push(...items.map(({ event_id }) => event_id))
        cursor = next_cursor as string
        const id = `${direction}-${round}`
        await sendEvents([1, 115, 250].map((second) => ({ event_id: `late-${id}-${second}`, timestamp: at(second) })))
      }
      assert.equal(new Set(seen).size, seen.length, 'an event came twice')
      const seenOfFirst = seen.filter((id) => id.startsWith('first-'))
      assert.deepEqual(seenOfFirst.toSorted(), first.map(({ event_id }) => event_id).toSorted())
    }
  })
})
