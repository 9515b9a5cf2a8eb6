import { Bookmark, CircleAlert, Info, KeyRound, SlidersHorizontal } from 'lucide-react'

/** The parts of the settings, each with an address of its own. */
export const settingsSections = [
  { to: '/settings/general', name: 'General', about: 'Theme, keyboard, this browser', Icon: SlidersHorizontal },
  { to: '/settings/keys', name: 'Keys', about: 'Who may send and who may read', Icon: KeyRound },
  {
    to: '/settings/rejected',
    name: 'Rejected events',
    about: 'What was refused: read, correct, replay',
    Icon: CircleAlert,
  },
  { to: '/settings/views', name: 'Saved views', about: 'Open, rename, delete', Icon: Bookmark },
  { to: '/settings/about', name: 'About', about: 'Version, engine, disk, counts', Icon: Info },
] as const
