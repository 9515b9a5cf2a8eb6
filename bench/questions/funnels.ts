import type { FunnelAnswer } from '@occur/client/protocol'
import { daysBefore, type Places, type Question, quoted } from './question.ts'

/** How many sessions go through three steps in their order: from their start to a tool call to a person. */
export function funnels({ endMs }: Places): Question[] {
  return [
    funnel('funnel of three steps, 7 days', 200, daysBefore(endMs, 7)),
    funnel('funnel of three steps, everything', 1500, null),
  ]
}

function funnel(name: string, msMax: number, from: string | null): Question {
  const steps = ['type:session-start', 'source:tool-call', 'type:human-transfer']
  const inRange = from === null ? '' : `AND timestamp >= ${quoted(from)}`
  const next = (step: string, before: string) => `
    SELECT session_id, ${before}.at AS before, min(timestamp) AS at FROM event JOIN ${before} USING (session_id)
    WHERE project = 'default' AND ${step} AND timestamp > ${before}.at GROUP BY session_id, ${before}.at`
  const reached = (step: string) => `
    SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM at - before)) FROM ${step}`
  return {
    name,
    msMax,
    occur: {
      path: '/api/v1/ask/funnel',
      body: { steps: steps.map((q) => ({ q })), within: 'session', ...(from !== null && { from }) },
    },
    sql: [
      `WITH first AS MATERIALIZED (
        SELECT session_id, NULL::timestamptz AS before, min(timestamp) AS at FROM event
        WHERE project = 'default' AND type = 'session-start' ${inRange} GROUP BY session_id
      ), second AS MATERIALIZED (${next(`source = 'tool-call'`, 'first')}),
      third AS MATERIALIZED (${next(`type = 'human-transfer'`, 'second')})
      ${['first', 'second', 'third'].map(reached).join(' UNION ALL ')}`,
    ],
    said: (answer: FunnelAnswer) => answer.steps.map(({ count }) => count),
    read: (rows) => rows.map(([count]) => Number(count)),
  }
}
