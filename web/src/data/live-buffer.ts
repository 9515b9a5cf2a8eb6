import type { ListedEvent } from './events.ts'

/** What the live feed holds. Never changed in place, so that a screen can tell what is new. */
export interface LiveBuffer {
  /** Newest arrival first. */
  shown: readonly ListedEvent[]
  /** Arrived while paused, newest first. */
  waiting: readonly ListedEvent[]
  /** All that arrived while paused, also those that `waiting` had no room for. */
  waitingCount: number
  /** All that arrived since the feed was opened. */
  receivedCount: number
  /** How many of `shown`, at its end, happened before the feed was opened. */
  earlierCount: number
  paused: boolean
}

/** The feed shows so many; what is older is in the list of events. */
export const shownCountMax = 5_000

export const emptyBuffer: LiveBuffer = {
  shown: [],
  waiting: [],
  waitingCount: 0,
  receivedCount: 0,
  earlierCount: 0,
  paused: false,
}

/** Takes in what arrived, oldest first. */
export function arrived(buffer: LiveBuffer, events: readonly ListedEvent[]): LiveBuffer {
  const receivedCount = buffer.receivedCount + events.length
  const newestFirst = [...events].reverse()
  if (!buffer.paused) return { ...withShown(buffer, newestFirst), receivedCount }
  const waiting = [...newestFirst, ...buffer.waiting].slice(0, shownCountMax)
  return { ...buffer, waiting, waitingCount: buffer.waitingCount + events.length, receivedCount }
}

/** Puts what happened before the feed was opened under what arrived since. An event that is in both arrived. */
export function withEarlier(buffer: LiveBuffer, earlier: readonly ListedEvent[]): LiveBuffer {
  const seen = new Set([...buffer.shown, ...buffer.waiting].map(({ event_id }) => event_id))
  const added = earlier.filter(({ event_id }) => !seen.has(event_id))
  const shown = [...buffer.shown, ...added].slice(0, shownCountMax)
  return { ...buffer, shown, earlierCount: buffer.earlierCount + shown.length - buffer.shown.length }
}

export function paused(buffer: LiveBuffer): LiveBuffer {
  return { ...buffer, paused: true }
}

/** Shows everything that waited. */
export function resumed(buffer: LiveBuffer): LiveBuffer {
  return { ...withShown(buffer, buffer.waiting), waiting: [], waitingCount: 0, paused: false }
}

function withShown(buffer: LiveBuffer, newestFirst: readonly ListedEvent[]): LiveBuffer {
  const all = [...newestFirst, ...buffer.shown]
  const dropped = Math.max(0, all.length - shownCountMax)
  return { ...buffer, shown: all.slice(0, shownCountMax), earlierCount: Math.max(0, buffer.earlierCount - dropped) }
}
