import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Page, Session, Timeline } from '@occur/client/protocol'
import { startTestServer } from '../../testing/test-server.ts'

const sample = new URL('../../../../../shared/data/airline-sessions.ndjson', import.meta.url)

test('of 3,275 real events there are 150 sessions, 50 conversations, 35 transfers, and a dialogue', {
  skip: !existsSync(sample) && 'the sample data is not beside this checkout',
}, async () => {
  const server = await startTestServer()
  try {
    const get = async <Answer>(path: string) => (await (await server.fetch(`/api/v1/${path}`)).json()) as Answer
    const body = readFileSync(sample)
    const headers = { 'content-type': 'application/x-ndjson' }
    assert.equal((await server.fetch('/api/v1/events/', { method: 'POST', headers, body })).status, 201)
    assert.equal((await get<Page<Session>>('sessions/?limit=0')).total_count, 150)
    assert.equal((await get<Page<Session>>('conversations/?limit=0')).total_count, 50)
    const all = await get<Page<Session>>('sessions/?limit=1000')
    assert.equal(
      all.items.reduce((sum, { event_count }) => sum + event_count, 0),
      3275,
    )
    assert.equal(
      all.items.reduce((sum, { transfer_count }) => sum + transfer_count, 0),
      35,
    )
    assert.deepEqual(
      new Set(
        all.items.map(({ agent_name, llm_model, channel_manager_type }) =>
          [agent_name, llm_model, channel_manager_type].join(),
        ),
      ),
      new Set(['airline,gpt-4o,web_chat']),
    )
    const timeline = await get<Timeline>('sessions/timeline/airline-task36-trial2')
    const spoken = timeline.events.filter(({ kind }) => kind === 'transcript')
    assert.match(spoken[0]?.text ?? '', /^Hi! I'm trying to figure out why my flight insurance/)
    assert.deepEqual(
      spoken.slice(0, 4).map(({ source }) => source),
      ['user', 'agent', 'user', 'agent'],
    )
    const session = all.items.find(({ session_id }) => session_id === 'airline-task36-trial2')
    assert.equal(timeline.events.filter(({ kind }) => kind === 'tool').length, session?.tool_call_count)
    assert.equal(timeline.events.length, session?.event_count)
  } finally {
    await server.stop()
  }
})
