import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type {
  ConversationJourney,
  JourneySession,
  ListedConversation,
  ListedSession,
  Page,
  Session,
} from '@occur/client/protocol'
import { startTwoProjects, type TwoProjects } from '../testing/two-projects.ts'

describe('lists of sessions and conversations', () => {
  let server: TwoProjects
  before(async () => {
    server = await startTwoProjects()
  })
  after(() => server.stop())

  const ids = async (query: string, list = 'sessions') =>
    (await server.get<Page<Session>>(`${list}/?${query}`)).items.map(({ session_id, conversation_id }) =>
      list === 'sessions' ? session_id : conversation_id,
    )

  test('lists come newest first, say what was applied, and page without gap or overlap', async () => {
    assert.deepEqual(await ids(''), ['s8', 's7', 's6', 's5', 's4'])
    assert.deepEqual(await ids('limit=5&page=1'), ['s3', 's2', 's/1 ü'])
    assert.deepEqual(await server.get('sessions/?limit=1000&page=2&fields=session_id'), {
      items: [],
      page: 2,
      page_size: 5,
      total_pages: 2,
      total_count: 8,
    })
    assert.deepEqual(await server.get('sessions/?limit=0'), {
      items: [],
      page: 0,
      page_size: 0,
      total_pages: null,
      total_count: 8,
    })
    assert.deepEqual(await ids('page=&limit=null&order_by=&order_by_direction=null&start_datetime='), await ids(''))
  })

  test('a list whose total is not asked for has one only where it is known anyway', async () => {
    const totals = async (query: string) => {
      const { items, total_count, total_pages } = await server.get<Page<Session>>(`${query}total=false`)
      return [items.length, total_count, total_pages]
    }
    assert.deepEqual(await totals('sessions/?limit=1&'), [1, null, null])
    assert.deepEqual(await totals('users/?limit=3&'), [3, null, null])
    assert.deepEqual(await totals('sessions/?limit=3&order_by=event_count&'), [3, 8, 3])
  })

  test('fields leaves out all but what it names, and never the timestamp', async () => {
    const { items } = await server.get<Page<Session>>('sessions/?limit=1&fields=duration&fields=agent_name')
    assert.deepEqual(items, [{ timestamp: '2026-03-08T10:00:00Z', duration: 0, agent_name: null }])
    const conversations = await server.get<Page<Session>>(
      'conversations/?limit=1&order_by_direction=asc&fields=conversation_id',
    )
    assert.deepEqual(conversations.items, [{ timestamp: '2026-03-01T10:00:00Z', conversation_id: 'c1' }])
  })

  test('a list is sorted by what it is told', async () => {
    assert.deepEqual(await ids('order_by=event_count&limit=2'), ['s/1 ü', 's8'])
    assert.deepEqual(await ids('order_by=session_id&order_by_direction=asc&limit=2'), ['s/1 ü', 's2'])
    assert.deepEqual(await ids('order_by=duration&limit=1'), ['s/1 ü'])
    assert.deepEqual(await ids('order_by=agent_name&order_by_direction=asc&limit=2'), ['s/1 ü', 's2'])
    assert.deepEqual(await ids('order_by=event_count&order_by_direction=desc&limit=1', 'conversations'), ['c1'])
  })

  test('a list is narrowed by what sessions are, what they contain, and when they started', async () => {
    const search = (...pairs: [string, string][]) =>
      pairs.map(([field, value]) => `search_fields=${field}&search_field_values=${encodeURIComponent(value)}`).join('&')
    assert.deepEqual(await ids(search(['agent_name', 'Ann'])), ['s/1 ü'])
    assert.deepEqual(await ids(search(['agent_name', 'Ann'], ['agent_name', 'Bob'])), ['s2', 's/1 ü'])
    assert.deepEqual(await ids(search(['type', 'phone-transfer'])), ['s/1 ü'])
    assert.deepEqual(await ids(search(['type', 'ping'], ['user_id', 'u3'])), ['s3'])
    assert.deepEqual(await ids(search(['user_terminated', 'true'])), ['s/1 ü'])
    assert.deepEqual(await ids(search(['transfer_count', '1'])), ['s/1 ü'])
    assert.deepEqual(await ids(search(['duration', '65.5'])), ['s/1 ü'])
    assert.deepEqual(await ids(search(['timestamp', '2026-03-02T10:00:00Z'])), ['s2'])
    assert.deepEqual(await ids(search(['description', 'TRANSFER TO'])), ['s/1 ü'])
    assert.deepEqual(await ids(search(['attributes', 'arguments.q=x,y'])), ['s/1 ü'])
    assert.deepEqual(await ids(search(['agent_name', ''])), [])
    assert.deepEqual(await ids('start_datetime=2026-03-02&end_datetime=2026-03-03T12:00:00+02:00'), ['s2'])
    assert.deepEqual(await ids('start_datetime=2026-03-02T10:00:00Z&end_datetime=2026-03-03T10:00:00Z'), ['s2'])
    assert.deepEqual(await ids(search(['agent_name', 'Bob']), 'conversations'), ['c2'])
    assert.deepEqual(await ids(search(['type', 'phone-transfer']), 'conversations'), ['c1'])
    assert.deepEqual(await ids(search(['session_count', '2']), 'conversations'), ['c1'])
  })

  test('include=last_session says how each conversation came out', async () => {
    type Listed = Page<ListedConversation>
    const { items } = await server.get<Listed>('conversations/?include=last_session&order_by_direction=asc')
    const c1 = items.find(({ conversation_id }) => conversation_id === 'c1')
    assert.deepEqual([c1?.transfer_count, c1?.error_count, c1?.tool_call_count], [1, 1, 2])
    const { sessions } = await server.get<ConversationJourney>(
      'conversations/c1?include=outline&order_by_direction=desc',
    )
    assert.deepEqual(c1?.last_session, withoutWay(sessions[0]!))
    const counted = await server.get<Listed>('conversations/?q=transfers>0%20errors>0')
    assert.deepEqual(
      counted.items.map(({ conversation_id, last_session }) => [conversation_id, last_session]),
      [['c1', undefined]],
    )
  })

  test('include=outline says when what happened in each session, and to whom it was transferred', async () => {
    const { items } = await server.get<Page<ListedSession>>('sessions/?include=outline&order_by=event_count&limit=2')
    assert.deepEqual(items[0]?.outline, {
      slots: 240,
      user: [3],
      agent: [],
      tool: [109],
      transfer: [219],
      failed: [109],
      other: [0, 239],
      last_transfer: { kind: 'phone', target: null, outcome: 'open' },
      has_end: true,
    })
    assert.deepEqual(items[1]?.outline?.other, [0])
    assert.equal(items[1]?.outline?.last_transfer, null)
    assert.equal(items[1]?.outline?.has_end, false)
    const [plain] = (await server.get<Page<ListedSession>>('sessions/?limit=1')).items
    assert.ok(plain && !('outline' in plain))
    assert.deepEqual((await server.refused('sessions/?include=everything')).loc.slice(0, 2), ['query', 'include'])
  })

  test('what does not fit is 422, with its place and what would fit', async () => {
    assert.match((await server.refused('sessions/?order_by=size')).msg, /"size" is none of timestamp, session_id/)
    assert.match((await server.refused('sessions/?fields=size')).msg, /none of timestamp/)
    assert.match(
      (await server.refused('sessions/?search_fields=size&search_field_values=1')).msg,
      /none of .*agent_name.*type/,
    )
    assert.deepEqual((await server.refused('sessions/?search_fields=type')).loc, ['query', 'search_field_values'])
    assert.match(
      (await server.refused('sessions/?search_fields=event_count&search_field_values=x')).msg,
      /whole number/,
    )
    assert.match(
      (await server.refused('sessions/?search_fields=is_test&search_field_values=maybe')).msg,
      /true or false/,
    )
    assert.deepEqual((await server.refused('sessions/?limit=-1')).loc, ['query', 'limit'])
    assert.deepEqual((await server.refused('conversations/?order_by=duration')).loc, ['query', 'order_by'])
    assert.deepEqual((await server.refused('conversations/?start_datetime=soon')).loc, ['query', 'start_datetime'])
    assert.deepEqual((await server.refused('sessions/s2/events?limit=0')).loc, ['query', 'limit'])
  })
})

/** What a session is by itself, and not on a way of several. */
function withoutWay({ outcome: _outcome, last_event: _last, gap: _gap, ...session }: JourneySession): ListedSession {
  return session
}
