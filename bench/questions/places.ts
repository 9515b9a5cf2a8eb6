import { createClient, type StoredEvent } from '@occur/client'
import type { Occur } from '../contenders/occur.ts'
import type { SixtyDays } from '../invented/sixty-days.ts'
import { daysBefore, type Places } from './question.ts'

/** Finds what to ask about, in the middle of the sixty days: the same for the same events. */
export async function findPlaces(occur: Occur, { endMs }: SixtyDays): Promise<Places> {
  const client = createClient({ url: occur.url, key: occur.key })
  const middle = daysBefore(endMs, 30)
  const { items, next_cursor } = await client.events.list({
    end_datetime: middle,
    q: 'user:* type:phone-transfer',
    fields: ['event_id', 'session_id', 'user_id'],
    limit: 1,
  })
  const [event] = items as StoredEvent[]
  if (!event?.session_id || !event.user_id || !next_cursor) throw new Error('the events are too few to ask about')
  const deep = { timestamp: event.timestamp, eventId: event.event_id, cursor: next_cursor }
  return { endMs, sessionId: event.session_id, eventId: event.event_id, userId: event.user_id, deep }
}
