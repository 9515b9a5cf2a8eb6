import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Neighbours } from '@occur/client/protocol'
import { startTwoProjects, type TwoProjects } from '../testing/two-projects.ts'

const at = (second: number) => `2026-05-01T10:00:0${second}Z`

describe('the neighbours of an event', () => {
  let server: TwoProjects
  before(async () => {
    server = await startTwoProjects()
    await server.send([
      { event_id: 'e/1', timestamp: at(1), session_id: 'a', conversation_id: 'k', attributes: { n: 1 } },
      { event_id: 'e/2', timestamp: at(2), session_id: 'b', conversation_id: 'k', user_id: 'u' },
      { event_id: 'e/3', timestamp: at(3), session_id: 'a' },
      { event_id: 'e/4', timestamp: at(4), user_id: 'u' },
      { event_id: 'e/5', timestamp: at(4), session_id: 'a' },
      { event_id: 'e/6', timestamp: at(5) },
    ])
  })
  after(() => server.stop())

  const around = async (id: string, query = '') => {
    const answer = await server.get<Neighbours>(`events/${encodeURIComponent(id)}/neighbours?${query}`)
    const ids = (events: Neighbours['after']) => events.map(({ event_id }) => event_id)
    assert.equal(answer.event.event_id, id)
    return { ...answer, before: ids(answer.before), after: ids(answer.after) }
  }

  test('are those of its session, in order, and the answer says whether there is more', async () => {
    const { event, before, after, ...rest } = await around('e/3')
    assert.deepEqual([before, after], [['e/1'], ['e/5']])
    assert.equal(event.timestamp, at(3))
    assert.deepEqual(rest, { within: 'session', id: 'a', has_more_before: false, has_more_after: false })
    const first = await around('e/1', 'after=1&before=0')
    assert.deepEqual(
      [first.before, first.after, first.has_more_before, first.has_more_after],
      [[], ['e/3'], false, true],
    )
    assert.deepEqual(first.event.attributes, { n: 1 })
  })

  test('are those of the conversation, the user or the project when that is asked for, or nothing narrower is named', async () => {
    const places = async (id: string, query = '') => {
      const { within, before, after } = await around(id, `before=2&after=2&${query}`)
      return [within, before, after]
    }
    // The session of e/3 is of conversation k, so e/3 and e/5 are, too.
    assert.deepEqual(await places('e/3', 'within=conversation'), ['conversation', ['e/1', 'e/2'], ['e/5']])
    assert.deepEqual(await places('e/2', 'within=user'), ['user', [], ['e/4']])
    assert.deepEqual(await places('e/4'), ['user', ['e/2'], []])
    assert.deepEqual(await places('e/4', 'within=project'), ['project', ['e/2', 'e/3'], ['e/5', 'e/6']])
    assert.deepEqual(await places('e/6'), ['project', ['e/4', 'e/5'], []])
  })

  test('of an event that is not in this project are 404; of something that it does not name, refused', async () => {
    assert.equal(await server.status('events/none/neighbours'), 404)
    assert.equal(await server.status('events/e%2F1/neighbours', server.otherKey), 404)
    const answer = await server.fetch('/api/v1/events/e/6/neighbours?within=session')
    assert.equal(answer.status, 400)
    assert.match(((await answer.json()) as { detail: string }).detail, /names no session/)
    assert.deepEqual((await server.refused('events/e%2F1/neighbours?before=-1')).loc, ['query', 'before'])
    assert.deepEqual((await server.refused('events/e%2F1/neighbours?within=town')).loc, ['query', 'within'])
  })
})
