import type { TimelineItem } from './timeline.ts'

/** Parts of a session that can be shown by themselves, by their names in an address. */
export const views = {
  all: 'All',
  dialogue: 'Dialogue',
  tools: 'Tools',
  problems: 'Failures & transfers',
} as const

export type View = keyof typeof views

/** True when a line belongs to the view. */
export function isShown({ kind, failed }: Pick<TimelineItem, 'kind' | 'failed'>, view: View): boolean {
  if (view === 'dialogue') return kind === 'user' || kind === 'agent' || kind === 'transfer'
  if (view === 'tools') return kind === 'tool' || kind === 'transfer'
  if (view === 'problems') return failed || kind === 'transfer'
  return true
}

/** What can stand beside the conversation of a session, by its name in an address. */
export const besides = { moments: 'Moments', tools: 'Tools', similar: 'Like this one', person: 'This person' } as const
export type Beside = keyof typeof besides
