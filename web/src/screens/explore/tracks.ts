import type { Column } from '../../data/columns.ts'

/** How wide a column is that nobody has dragged. What is written in it matters more than what it is called. */
const usualPx: Record<string, number> = {
  timestamp: 168,
  received_at: 168,
  type: 176,
  session_id: 190,
  conversation_id: 190,
  event_id: 190,
  user_id: 140,
  attributes: 360,
}

const otherPx = 150
const descriptionPxMin = 240

/** The column as a track of the rows' grid; the description takes the room that is left. */
export function trackOf({ field, widthPx }: Column): string {
  if (widthPx !== undefined) return `${widthPx}px`
  return field === 'description' ? `minmax(${descriptionPxMin}px, 1fr)` : `${usualPx[field] ?? otherPx}px`
}
