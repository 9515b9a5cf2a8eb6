/** Every key that does something, for the help sheet. Whoever gives a screen a key writes it down here. */
export interface ShortcutGroup {
  name: string
  keys: readonly (readonly [keys: string, does: string])[]
}

export const shortcutGroups: readonly ShortcutGroup[] = [
  {
    name: 'Lists',
    keys: [
      ['j k', 'Next, previous row'],
      ['Enter', 'Open the row'],
      ['Esc', 'Close what is open'],
      ['/', 'Search'],
    ],
  },
  {
    name: 'Live',
    keys: [
      ['p', 'Pause or resume'],
      ['t', 'To the newest event'],
    ],
  },
  {
    name: 'Explore',
    keys: [
      ['i', 'Only events of the type of the row'],
      ['x', 'Leave out events of its type'],
    ],
  },
  {
    name: 'Session',
    keys: [
      ['j k', 'Next, previous event'],
      ['n N', 'Next, previous match'],
      ['e E', 'Next, previous error'],
      ['t T', 'Next, previous transfer'],
      ['Enter', 'All of the event'],
      ['x', 'Unfold or fold a call'],
      ['+ - 0', 'Zoom in, out, show all'],
    ],
  },
]
