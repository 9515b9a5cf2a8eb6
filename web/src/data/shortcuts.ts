/**
 * Every key that does something, by where it does. The help sheet is made of it, and a key that does not stand here cannot
 * be given to `useShortcuts`.
 */
export const shortcutGroups = {
  everywhere: {
    name: 'Everywhere',
    keys: [
      ['?', 'This list'],
      ['/', 'Search on this screen'],
    ],
  },
  lists: {
    name: 'Lists',
    keys: [
      ['j k', 'Next, previous row'],
      ['Enter', 'Open the row'],
      ['Esc', 'Close what is open'],
    ],
  },
  live: {
    name: 'Live',
    keys: [
      ['p', 'Pause or resume'],
      ['t', 'To the newest event'],
    ],
  },
  explore: {
    name: 'Explore',
    keys: [
      ['i', 'Only events of the type of the row'],
      ['x', 'Leave out events of its type'],
    ],
  },
  session: {
    name: 'Session',
    keys: [
      ['j k', 'Next, previous event', 'next, previous'],
      ['n N', 'Next, previous match', 'match'],
      ['e E', 'Next, previous error', 'error'],
      ['t T', 'Next, previous transfer', 'transfer'],
      ['Enter', 'All of the event', 'raw event'],
      ['x', 'Unfold or fold a call', 'unfold'],
      ['+ - 0', 'Zoom in, out, show all', 'zoom'],
      ['Esc', 'Close what is open'],
    ],
  },
  journey: {
    name: 'Person, conversation',
    keys: [
      ['+ - 0', 'Zoom in, out, show all'],
      ['< >', 'Earlier, later, while zoomed in'],
    ],
  },
} as const satisfies Record<string, ShortcutGroup>

export interface ShortcutGroup {
  name: string
  /** Which keys, what each does, and the same in a word where there is little room. */
  keys: readonly (readonly [keys: string, does: string, inShort?: string])[]
}

export type ShortcutPlace = keyof typeof shortcutGroups

/** The keys of a place, by their names in `KeyboardEvent.key`. */
export type ShortcutKey<Place extends ShortcutPlace> = Named<Parts<(typeof shortcutGroups)[Place]['keys'][number][0]>>

type Parts<Keys extends string> = Keys extends `${infer Key} ${infer Others}` ? Key | Parts<Others> : Keys
type Named<Key> = Key extends 'Esc' ? 'Escape' : Key
