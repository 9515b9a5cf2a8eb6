import type { PathsAnswer } from '@occur/client/protocol'
import { daysBefore, type Places, type Question, quoted } from './question.ts'

/** What follows an event within its session. */
export function paths({ endMs }: Places): Question[] {
  return [pathsFrom('tool-call', 'paths from one event type, depth 3, 7 days', 500, daysBefore(endMs, 7))]
}

function pathsFrom(type: string, name: string, msMax: number, from: string): Question {
  const depth = 3
  return {
    name,
    msMax,
    occur: { path: '/api/v1/ask/paths', body: { start: `type:${type}`, depth, from, top: 100 } },
    sql: [
      `WITH looked AS MATERIALIZED (
        SELECT session_id, type, timestamp, event_id FROM event
        WHERE project = 'default' AND timestamp >= ${quoted(from)} AND session_id IS NOT NULL
      ), start AS (
        SELECT DISTINCT ON (session_id) session_id, timestamp, event_id FROM looked
        WHERE type = ${quoted(type)} ORDER BY session_id, timestamp, event_id
      ), step AS (
        SELECT type, row_number() OVER session - 1 AS depth, lead(type) OVER session AS next
        FROM looked JOIN start USING (session_id)
        WHERE (looked.timestamp, looked.event_id) >= (start.timestamp, start.event_id)
        WINDOW session AS (PARTITION BY session_id ORDER BY looked.timestamp, looked.event_id)
      )
      SELECT depth, type, next, count(*) FROM step WHERE depth < ${depth} AND next IS NOT NULL GROUP BY 1, 2, 3`,
    ],
    said: ({ nodes, links }: PathsAnswer) =>
      links.map((link) => [nodes[link.from]!.depth, nodes[link.from]!.value, nodes[link.to]!.value, link.count]).sort(),
    read: (rows) => rows.map(([at, value, next, count]) => [Number(at), value, next, Number(count)]).sort(),
  }
}
