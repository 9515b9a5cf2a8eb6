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
  /** How many of the newest, shown or waiting, came since the last crowd, and so few at a time that one sees each come. */
  freshCount: number
  /** The last ones were so many at once that nobody could read them all. */
  isCrowd: boolean
  paused: boolean
}

/** More at once than this are a crowd. */
export const crowdCount = 25

/** The feed shows so many; what is older is in the list of events. */
export const shownCountMax = 5_000

export const emptyBuffer: LiveBuffer = {
  shown: [],
  waiting: [],
  waitingCount: 0,
  receivedCount: 0,
  freshCount: 0,
  isCrowd: false,
  paused: false,
}

/** Takes in what arrived, oldest first. */
export function arrived(buffer: LiveBuffer, events: readonly ListedEvent[]): LiveBuffer {
  const isCrowd = events.length > crowdCount
  const counted = {
    ...buffer,
    isCrowd,
    freshCount: isCrowd ? 0 : buffer.freshCount + events.length,
    receivedCount: buffer.receivedCount + events.length,
  }
  const newestFirst = events.toReversed()
  if (!buffer.paused) return withShown(counted, newestFirst)
  const waiting = [...newestFirst, ...buffer.waiting].slice(0, shownCountMax)
  return { ...counted, waiting, waitingCount: buffer.waitingCount + events.length }
}

/** Puts what happened before the feed was opened under what arrived since. An event that is in both arrived. */
export function withEarlier(buffer: LiveBuffer, earlier: readonly ListedEvent[]): LiveBuffer {
  const seen = new Set([...buffer.shown, ...buffer.waiting].map(({ event_id }) => event_id))
  const added = earlier.filter(({ event_id }) => !seen.has(event_id))
  return { ...buffer, shown: [...buffer.shown, ...added].slice(0, shownCountMax) }
}

export function paused(buffer: LiveBuffer): LiveBuffer {
  return { ...buffer, paused: true }
}

/** Shows everything that waited. */
export function resumed(buffer: LiveBuffer): LiveBuffer {
  return { ...withShown(buffer, buffer.waiting), waiting: [], waitingCount: 0, paused: false }
}

function withShown(buffer: LiveBuffer, newestFirst: readonly ListedEvent[]): LiveBuffer {
  return { ...buffer, shown: [...newestFirst, ...buffer.shown].slice(0, shownCountMax) }
}
