import type { Timeline, Transcript } from '@occur/client/protocol'

/** What was said and what was done in a session: the same lines as its timeline, in the contract's other form. */
export function transcriptOf({ session_id, events, events_truncated }: Timeline): Transcript {
  return {
    session_id,
    transcription: events.flatMap(({ kind, timestamp, lang = null, source, text = '' }) =>
      kind === 'transcript' && source ? [{ timestamp, lang, source, text }] : [],
    ),
    actions: events.flatMap((event) =>
      event.kind === 'tool'
        ? [
            {
              timestamp: event.timestamp,
              tool_name: event.label ?? event.event_type ?? 'tool',
              tool_request: event.tool_request ?? null,
              tool_result: event.tool_result ?? null,
              tool_error: event.tool_error ?? null,
              duration_ms: event.duration_ms ?? null,
            },
          ]
        : [],
    ),
    ...(events_truncated && { events_truncated }),
  }
}
