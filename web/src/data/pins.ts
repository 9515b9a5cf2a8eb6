import type { View } from '@occur/client/protocol'

export type PinnedView = View & { pin: number }

/** What is on the dashboard, in its order. */
export function pinned(views: readonly View[]): PinnedView[] {
  return views.filter(isPinned).sort((a, b) => a.pin - b.pin || (a.name < b.name ? -1 : 1))
}

/** A place behind all others. */
export function nextPin(views: readonly View[]): number {
  return Math.floor(Math.max(0, ...pinned(views).map(({ pin }) => pin))) + 1
}

/**
 * The pin with which one stands a place earlier or later, between those that are there: so only one view changes.
 * Undefined at the end of the row.
 */
export function movedPin(views: readonly View[], name: string, by: -1 | 1): number | undefined {
  const row = pinned(views)
  const at = row.findIndex((view) => view.name === name)
  const over = row[at + by]
  if (at < 0 || !over) return undefined
  const beyond = row[at + 2 * by]
  return beyond ? (over.pin + beyond.pin) / 2 : over.pin + by
}

function isPinned(view: View): view is PinnedView {
  return view.pin !== undefined && view.question !== undefined
}
