import type * as protocol from '@occur/client/protocol'
import type { FoundConversation, FoundSession } from '../event/session.ts'
import { formatTimestamp } from '../event/timestamp.ts'
import type { SessionReads } from '../store/session-reads.ts'

/** A session as the wire has it. */
export function sessionAnswer({ first_timestamp, last_timestamp, ...session }: FoundSession): protocol.Session {
  return {
    ...session,
    timestamp: formatTimestamp(first_timestamp),
    last_timestamp: formatTimestamp(last_timestamp),
    duration: Number(last_timestamp - first_timestamp) / 1e9,
  }
}

/** A conversation as the wire has it. */
export function conversationAnswer(conversation: FoundConversation): protocol.Conversation {
  const { first_timestamp, last_timestamp, ...facts } = conversation
  return { ...facts, timestamp: formatTimestamp(first_timestamp), last_timestamp: formatTimestamp(last_timestamp) }
}

/** What `fields` asked for, in that order; all of `known` for null. */
export function projected<Item extends object>(
  item: Item,
  fields: readonly (keyof Item)[] | null,
  known: readonly (keyof Item)[],
): Item {
  return Object.fromEntries((fields ?? known).map((field) => [field, item[field]])) as Item
}

export type { SessionReads }
