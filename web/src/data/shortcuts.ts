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
  { name: 'Session', keys: [['x', 'Unfold or fold a tool call']] },
]
