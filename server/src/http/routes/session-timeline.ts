import { sessionTimeline } from '../../query/session-timeline.ts'
import { transcriptOf } from '../../query/transcript.ts'
import { departureOf } from '../departure.ts'
import type { App } from '../route.ts'
import { answers } from '../schemas/answers.ts'
import { SessionParams, Timeline, Transcript } from '../schemas/sessions.ts'
import type { SessionEventsDeps } from './session-events.ts'

/** `GET /api/v1/sessions/timeline/{session_id}` and `/api/v1/sessions/transcript/{session_id}`: one reading, two forms. */
export function addSessionTimeline(app: App, deps: Omit<SessionEventsDeps, 'pageSizeMax'>): void {
  app.get(
    '/api/v1/sessions/timeline/:session_id',
    {
      config: { scope: 'read', effort: 'small' },
      schema: {
        tags: ['Sessions'],
        summary: 'Get the timeline of a session',
        description: `What happened, in order: what was said (\`transcript\`), what tools did and transfers (\`tool\`), and all the rest
(\`latency\`). A tool call that was reported in two events is one line.`,
        params: SessionParams,
        response: answers(200, Timeline),
      },
    },
    ({ access, params }, reply) => sessionTimeline(deps, access.project, params.session_id, departureOf(reply)),
  )

  app.get(
    '/api/v1/sessions/transcript/:session_id',
    {
      config: { scope: 'read', effort: 'small' },
      schema: {
        tags: ['Sessions'],
        summary: 'Get the transcript of a session',
        description: 'What was said, and what was done.',
        params: SessionParams,
        response: answers(200, Transcript),
      },
    },
    async ({ access, params }, reply) =>
      transcriptOf(await sessionTimeline(deps, access.project, params.session_id, departureOf(reply))),
  )
}
