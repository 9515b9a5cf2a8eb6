import type { Ended } from './occur-process.ts'

/** A call as a phone bot would have it, at a minute of its own. */
export function call(session: string, minute = 0): object[] {
  const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 14, minute, second)).toISOString()
  const facts = { session_id: session, conversation_id: `c-${session}`, user_id: '+18042221111' }
  return [
    {
      timestamp: at(0),
      ...facts,
      category: 'session',
      type: 'session-start',
      attributes: { channel: 'voice_sip_v1', agent: 'dental' },
    },
    {
      timestamp: at(4),
      ...facts,
      category: 'conversation',
      type: 'user-message',
      description: 'It hurts',
      attributes: { text: 'It hurts' },
    },
    {
      timestamp: at(9),
      ...facts,
      source: 'tool-call',
      source_id: 'find_slot',
      category: 'automation',
      type: 'tool-call',
      description: 'find_slot(day=today)',
      attributes: { arguments: { day: 'today' }, result: { slots: [] }, ok: true, duration_ms: 412 },
    },
    {
      timestamp: at(15),
      ...facts,
      source: 'tool-call',
      source_id: 'transfer',
      category: 'automation',
      type: 'phone-transfer',
      description: 'Transfer to phone number +18045550142',
      attributes: { ok: true },
    },
  ]
}

export const ndjson = (events: readonly object[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('')
/** What a command printed as one JSON object a line. */
export const items = ({ stdout }: Pick<Ended, 'stdout'>) =>
  stdout
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
