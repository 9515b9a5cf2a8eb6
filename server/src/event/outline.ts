import type { StoredEvent } from './event.ts'

/** Into how many parts of equal length an outline cuts the time from a session's first event to its last. */
export const outlineSlots = 240

/** Events of one kind in one part of a session: at least one. */
export interface FoundMark {
  /** From 0. */
  slot: number
  source: string | null
  category: string | null
  type: string | null
  /** Whether any of them says that something failed. */
  failed: boolean
}

/** What a session is drawn from when there is little room. */
export interface FoundOutline {
  marks: FoundMark[]
  /** Its events of transfers, the last of them, in order of time. */
  transfers: StoredEvent[]
}
