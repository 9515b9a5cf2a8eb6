import type { Page, Session } from '@occur/client/protocol'
import { count } from './counts.ts'
import { page } from './pages.ts'
import { documentSql } from './postgres-events.ts'
import { onlyNumber, type Question } from './question.ts'

/** One of a hundred events has the first, and one of some ten thousand the second. */
const [word, rareWord] = ['chargeback', '4711']
const has = (text: string) => `${documentSql} @@ to_tsquery('simple', '${text}')`
const hasFailed = `attributes @> '{"ok": false}'`
const tookLong = `attributes @? '$.duration_ms ? (@ > 8000)'`

/** Questions about what is inside events, and about sessions by their events. */
export function searches(): Question[] {
  return [
    sessionsWith('sessions, newest first, by their events', 100, 'type:human-transfer', `type = 'human-transfer'`),
    countSessionsWith('sessions by their events, how many', 100, 'type:human-transfer', `type = 'human-transfer'`),
    page('word search, newest page', 50, { q: word }, has(word)),
    count('word search, count over everything', 100, word, has(word)),
    page('search of a rare word, newest page', 50, { q: rareWord }, has(rareWord)),
    count('search of a rare word, count over everything', 100, rareWord, has(rareWord)),
    page('attribute filter, newest page', 60, { q: 'attributes.ok:false' }, hasFailed),
    count('attribute filter, count over everything', 300, 'attributes.ok:false', hasFailed),
    page('attribute by size, newest page', 60, { q: 'attributes.duration_ms>8000' }, tookLong),
    count('attribute by size, count over everything', 300, 'attributes.duration_ms>8000', tookLong),
  ]
}

/** PostgreSQL is spared what describes a session: its agent, prompt, channel and model. */
function sessionsWith(name: string, msMax: number, q: string, where: string): Question {
  return {
    name,
    msMax,
    occur: { path: '/api/v1/sessions/', query: { q, limit: 25, total: 'false' } },
    sql: [
      `SELECT session_id, count(*), min(timestamp), max(timestamp), min(user_id), min(conversation_id),
        count(*) FILTER (WHERE source = 'tool-call'),
        count(*) FILTER (WHERE type IN ('phone-transfer', 'human-transfer', 'agent-handoff')),
        count(*) FILTER (WHERE ${hasFailed})
      FROM event WHERE project = 'default' AND session_id IN (SELECT session_id FROM event WHERE project = 'default' AND ${where})
      GROUP BY session_id ORDER BY min(timestamp) DESC, session_id DESC LIMIT 25`,
    ],
    said: ({ items }: Page<Session>) =>
      items.map(({ session_id, event_count, tool_call_count }) => [session_id, event_count, tool_call_count]),
    read: (rows) => rows.map((row) => [row[0], Number(row[1]), Number(row[6])]),
  }
}

function countSessionsWith(name: string, msMax: number, q: string, where: string): Question {
  return {
    name,
    msMax,
    occur: { path: '/api/v1/sessions/', query: { q, limit: 0 } },
    sql: [`SELECT count(DISTINCT session_id) FROM event WHERE project = 'default' AND ${where}`],
    said: ({ total_count }: Page<Session>) => total_count,
    read: onlyNumber,
  }
}
