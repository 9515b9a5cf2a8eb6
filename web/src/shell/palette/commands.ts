import type { View } from '@occur/client/protocol'
import type { LucideIcon } from 'lucide-react'
import { Bookmark, CircleUser, Clock, FileText, Layers, MessagesSquare, Search } from 'lucide-react'
import { browserZone, offsetName, type Zone } from '../../data/zone.ts'
import { settingsSections } from '../../screens/settings/sections.ts'
import { places } from '../places.ts'
import type { Found, FoundKind } from './found.ts'

/** One line of the palette. */
export interface Command {
  id: string
  name: string
  /** Beside the name: what it is, where it leads. */
  note?: string | undefined
  /** When that was, said beside it: RFC 3339. */
  at?: string | null | undefined
  /** Keys that do the same. */
  keys?: string | undefined
  /** Other words that it is looked for by. */
  words?: string | undefined
  Icon: LucideIcon
  run: () => unknown
}

export interface CommandGroup {
  name: string
  commands: Command[]
}

type Go = (href: string) => void

export function placeCommands(go: Go): Command[] {
  return [
    ...places.map(({ to, name, about, key, Icon }) => ({
      id: `go ${to}`,
      name,
      note: about,
      keys: `g ${key}`,
      Icon,
      run: () => go(to),
    })),
    ...settingsSections.map(({ to, name, about, Icon }) => ({
      id: `go ${to}`,
      name: `Settings: ${name}`,
      note: about,
      Icon,
      run: () => go(to),
    })),
  ]
}

export function viewCommands(views: readonly View[], hrefOf: (view: View) => string, go: Go): Command[] {
  return views.map((view) => ({
    id: `view ${view.name}`,
    name: view.name,
    note: view.description ?? view.q,
    words: `view ${view.of} ${view.q}`,
    Icon: Bookmark,
    run: () => go(hrefOf(view)),
  }))
}

const foundAs: Record<FoundKind, { name: string; Icon: LucideIcon }> = {
  session: { name: 'Session', Icon: MessagesSquare },
  person: { name: 'Person', Icon: CircleUser },
  conversation: { name: 'Conversation', Icon: Layers },
  event: { name: 'Event', Icon: FileText },
}

/** What is called exactly so stands first. */
export function foundCommands(found: readonly Found[], typed: string, go: Go): Command[] {
  return found
    .filter(({ id }) => id.startsWith(typed))
    .sort((a, b) => Number(b.id === typed) - Number(a.id === typed))
    .map(({ kind, id, href, size, at }) => ({
      id: `found ${kind} ${id}`,
      name: id,
      note: [foundAs[kind].name, size].filter(Boolean).join(', '),
      at,
      Icon: foundAs[kind].Icon,
      run: () => go(href),
    }))
}

export function searchCommand(text: string, go: Go): Command {
  const q = /^[\p{L}\p{N}]+$/u.test(text) ? text : JSON.stringify(text)
  return {
    id: 'search',
    name: `Events that say “${text}”`,
    Icon: Search,
    run: () => go(`/explore?q=${encodeURIComponent(q)}`),
  }
}

const zonesMax = 6

/** Whose clock: one's own, UTC, and whichever of the world is looked for. */
export function zoneCommands(typed: string, current: Zone, nowMs: number, choose: (zone: Zone) => void): Command[] {
  const command = (zone: Zone, name: string): Command => ({
    id: `zone ${zone}`,
    name,
    note: offsetName(nowMs, zone),
    words: 'time zone clock',
    Icon: Clock,
    run: () => choose(zone),
  })
  const own = browserZone()
  const usual = [
    ...(current === undefined ? [] : [command(undefined, `Times in your zone, ${spoken(own)}`)]),
    ...(current === 'UTC' || own === 'UTC' ? [] : [command('UTC', 'Times in UTC')]),
  ]
  if (typed.length < 3) return matching(usual, typed)
  const others = Intl.supportedValuesOf('timeZone')
    .filter((zone) => zone !== own && zone !== 'UTC' && zone !== current)
    .map((zone) => command(zone, `Times in ${spoken(zone)}`))
  return [...matching(usual, typed), ...matching(others, typed).slice(0, zonesMax)]
}

const spoken = (zone: string) => zone.replaceAll('_', ' ')

/** Those in which every word that was typed is found, in their order, but those that begin with it first. */
export function matching(commands: readonly Command[], typed: string): Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...commands]
  const first = words.join(' ')
  return commands
    .filter(({ name, note = '', words: more = '' }) => {
      const text = `${name} ${note} ${more}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .sort((a, b) => rank(a, first) - rank(b, first))
}

function rank({ name }: Command, typed: string): number {
  const text = name.toLowerCase()
  return text.startsWith(typed) ? 0 : text.includes(typed) ? 1 : 2
}

/**
 * The groups in the order in which they are shown, without empty ones. What was found by its id comes later than
 * everything else; so it stands first only where nothing is called as was typed, or else Enter would lead elsewhere than
 * a moment before.
 */
export function ordered(groups: readonly CommandGroup[], found: CommandGroup, typed: string): CommandGroup[] {
  const first = typed.trim().toLowerCase()
  const isNamed = ({ commands }: CommandGroup) => commands.some(({ name }) => name.toLowerCase().startsWith(first))
  const named = first === '' ? [...groups] : groups.filter(isNamed)
  const others = groups.filter((group) => !named.includes(group))
  return [...named, found, ...others].filter(({ commands }) => commands.length > 0)
}
