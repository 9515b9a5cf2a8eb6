import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ListedUser, Page, User } from '@occur/client/protocol'
import { startTwoProjects, type TwoProjects } from '../testing/two-projects.ts'

describe('users', () => {
  let server: TwoProjects
  before(async () => {
    server = await startTwoProjects()
  })
  after(() => server.stop())

  const ids = async (query: string) =>
    (await server.get<Page<User>>(`users/?${query}`)).items.map(({ user_id }) => user_id)

  test('a list has those who were last seen last first, says what was applied, and how many there are', async () => {
    const { items, ...envelope } = await server.get<Page<User>>('users/?limit=2')
    assert.deepEqual(envelope, { page: 0, page_size: 2, total_pages: 4, total_count: 7 })
    assert.deepEqual(
      items.map(({ user_id }) => user_id),
      ['u8', 'u7'],
    )
    assert.deepEqual(await ids('limit=5&page=1'), ['u3', '+1804'])
    assert.deepEqual(await ids('order_by=user_id&order_by_direction=asc&limit=2'), ['+1804', 'u3'])
    assert.deepEqual(await ids('start_datetime=2026-03-04&end_datetime=2026-03-06'), ['u5', 'u4'])
    assert.deepEqual(await server.get<Page<User>>('users/?limit=1&fields=user_id&fields=event_count'), {
      items: [{ user_id: 'u8', event_count: 1 }],
      page: 0,
      page_size: 1,
      total_pages: 7,
      total_count: 7,
    })
    assert.deepEqual((await server.get<Page<User>>('users/', server.otherKey)).items, [])
  })

  test('a list is narrowed by a filter, and by pairs of field and value', async () => {
    assert.deepEqual(await ids(`q=${encodeURIComponent('user:u* -user:u8 last_seen>=2026-03-06')}`), ['u7', 'u6'])
    assert.deepEqual(await ids(`q=${encodeURIComponent('type:user-message')}`), ['+1804'])
    assert.deepEqual(await ids('search_fields=user_id&search_field_values=u3'), ['u3'])
    assert.deepEqual(await ids('search_fields=agent_name&search_field_values=Ann'), ['+1804'])
    assert.deepEqual(await ids('search_fields=event_count&search_field_values=2'), [])
  })

  test('include=channels says which channels each uses', async () => {
    const query = 'users/?include=channels&order_by=user_id&order_by_direction=asc&limit=2&fields=user_id'
    assert.deepEqual((await server.get<Page<ListedUser>>(query)).items, [
      { user_id: '+1804', channels: ['voice_sip_v1'] },
      { user_id: 'u3', channels: [] },
    ])
    assert.deepEqual((await server.refused('users/?include=shoes')).loc.slice(0, 2), ['query', 'include'])
  })

  test('a user is what the events with this id say', async () => {
    const expected: User = {
      user_id: '+1804',
      first_timestamp: '2026-03-01T10:00:01Z',
      last_timestamp: '2026-03-01T10:00:01Z',
      session_count: 1,
      conversation_count: 0,
      event_count: 1,
      tool_call_count: 0,
      transfer_count: 0,
      error_count: 0,
    }
    assert.deepEqual(await server.get('users/%2B1804'), expected)
    const answer = await server.fetch('/api/v1/users/no/body')
    assert.equal(answer.status, 404)
    assert.match(((await answer.json()) as { detail: string }).detail, /^No user no\/body/)
  })

  test('what does not fit is 422, with its place and what would fit', async () => {
    assert.match((await server.refused('users/?order_by=duration')).msg, /none of last_timestamp, user_id/)
    assert.match((await server.refused('users/?q=sesions>3')).msg, /did you mean session/)
  })
})
