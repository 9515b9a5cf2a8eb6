import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ConversationJourney, UserJourney } from '@occur/client/protocol'
import { startTwoProjects, type TwoProjects } from '../testing/two-projects.ts'

const at = (time: string) => `2026-04-01T${time}Z`

describe('journeys', () => {
  let server: TwoProjects
  before(async () => {
    server = await startTwoProjects()
    await server.send([
      { timestamp: at('10:00:00'), session_id: 'a', user_id: 'm/1', conversation_id: 'k/1', type: 'session-start' },
      { timestamp: at('10:01:00'), session_id: 'a', type: 'human-transfer', description: 'To a person' },
      { timestamp: at('10:00:30'), session_id: 'b', user_id: 'm/1', attributes: { ok: false } },
      { timestamp: at('10:00:31'), session_id: 'b', source: 'tool-call', source_id: 'find' },
      { timestamp: at('12:00:00'), session_id: 'c', user_id: 'm/1', conversation_id: 'k/1' },
      { timestamp: at('11:00:00'), session_id: 'd', user_id: 'somebody else', conversation_id: 'k/1' },
    ])
  })
  after(() => server.stop())

  test('a user’s has every session with an event of theirs, what ended it, and how long nothing was before it', async () => {
    const { user, sessions, next_cursor } = await server.get<UserJourney>('users/m%2F1/journey')
    assert.deepEqual([user.user_id, user.session_count, user.event_count, next_cursor], ['m/1', 3, 3, null])
    assert.deepEqual(
      sessions.map(({ session_id, event_count, outcome, gap }) => [session_id, event_count, outcome, gap]),
      [
        ['a', 2, 'transferred', null],
        ['b', 2, 'failed', -30],
        ['c', 1, 'ended', 7140],
      ],
    )
    const [first] = sessions
    assert.deepEqual(
      [first?.timestamp, first?.last_timestamp, first?.last_event.type, first?.last_event.description],
      [at('10:00:00'), at('10:01:00'), 'human-transfer', 'To a person'],
    )
    assert.equal(sessions[1]?.last_event.source_id, 'find')
  })

  test('include=outline says when what happened in each of its sessions', async () => {
    const { sessions } = await server.get<UserJourney>('users/m%2F1/journey?include=outline')
    assert.deepEqual(
      sessions.map(({ outline }) => [outline?.tool, outline?.transfer, outline?.failed, outline?.last_transfer?.kind]),
      [
        [[], [239], [], 'human'],
        [[239], [], [0], undefined],
        [[], [], [], undefined],
      ],
    )
    const { sessions: ofConversation } = await server.get<ConversationJourney>('conversations/k%2F1?include=outline')
    assert.deepEqual(ofConversation[0]?.outline, sessions[0]?.outline)
  })

  test('comes in pages, from either end, with the same gaps', async () => {
    for (const direction of ['asc', 'desc'] as const) {
      const found: [string, number | null][] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query = `order_by_direction=${direction}&limit=1${cursor && `&cursor=${cursor}`}`
        const page: UserJourney = await server.get(`users/m/1/journey?${query}`)
        found.push(...page.sessions.map(({ session_id, gap }): [string, number | null] => [session_id, gap]))
        cursor = page.next_cursor
      }
      const expected: typeof found = [
        ['a', null],
        ['b', -30],
        ['c', 7140],
      ]
      assert.deepEqual(found, direction === 'asc' ? expected : expected.reverse())
    }
    const answer = await server.fetch('/api/v1/users/m%2F1/journey?cursor=k123')
    assert.equal(answer.status, 400)
  })

  test('a conversation is answered with its sessions in order', async () => {
    const { conversation, sessions } = await server.get<ConversationJourney>('conversations/k%2F1')
    assert.deepEqual([conversation.session_count, conversation.event_count], [3, 4])
    assert.deepEqual(
      sessions.map(({ session_id }) => session_id),
      ['a', 'd', 'c'],
    )
  })

  test('what no event of this project names is 404', async () => {
    assert.equal(await server.status('users/none/journey'), 404)
    assert.equal(await server.status('conversations/none'), 404)
    assert.equal(await server.status('users/m%2F1/journey', server.otherKey), 404)
    assert.equal(await server.status('conversations/k%2F1', server.otherKey), 404)
  })
})
