/** How many events a session or a user has, and how many of them are tool calls, transfers, or say that something failed. */
export const eventCountKinds = {
  event_count: 'count',
  tool_call_count: 'count',
  transfer_count: 'count',
  error_count: 'count',
} as const

export type EventCounts = Record<keyof typeof eventCountKinds, number>

export const eventCounts = Object.keys(eventCountKinds) as (keyof EventCounts)[]
