import {
  ChartNoAxesColumn,
  Layers,
  LayoutDashboard,
  MessagesSquare,
  Radio,
  Rows3,
  Settings2,
  Users,
} from 'lucide-react'

/** Where one can go from anywhere. Those of a group stand together; `g` and then the key leads there. */
export const placeGroups = [
  [
    { to: '/dashboard', name: 'Dashboard', key: 'd', Icon: LayoutDashboard, about: 'How it goes, at a glance' },
    { to: '/live', name: 'Live', key: 'l', Icon: Radio, about: 'Events as they arrive' },
    { to: '/explore', name: 'Explore', key: 'e', Icon: Rows3, about: 'Everything that was recorded' },
    { to: '/insights', name: 'Insights', key: 'i', Icon: ChartNoAxesColumn, about: 'Ask: counts, funnels, paths' },
  ],
  [
    { to: '/sessions', name: 'Sessions', key: 's', Icon: MessagesSquare, about: 'What happened in each call or chat' },
    { to: '/people', name: 'People', key: 'p', Icon: Users, about: 'Everybody who was in a session' },
    { to: '/conversations', name: 'Conversations', key: 'c', Icon: Layers, about: 'Sessions that belong together' },
  ],
  [
    {
      to: '/settings',
      name: 'Settings',
      key: ',',
      Icon: Settings2,
      about: 'Keys, rejected events, saved views, about',
    },
  ],
] as const

export const places = placeGroups.flat()

/** On a phone these stand at the bottom; the others are behind More. */
export const placesOfPhone = new Set<string>(['/dashboard', '/live', '/explore', '/sessions'])

export const placesBehindMore = places.filter(({ to }) => !placesOfPhone.has(to))
