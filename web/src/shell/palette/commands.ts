import type { View } from '@occur/client/protocol'
import type { LucideIcon } from 'lucide-react'
import { Bookmark, CircleUser, FileText, Layers, MessagesSquare } from 'lucide-react'
import { settingsSections } from '../../screens/settings/sections.ts'
import { places } from '../places.ts'
import type { FoundId, FoundKind } from './found-ids.ts'

/** One line of the palette. */
export interface Command {
  id: string
  name: string
  /** Beside the name: what it is, where it leads. */
  note?: string | undefined
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

export function foundCommands(found: readonly FoundId[], id: string, go: Go): Command[] {
  return found.map(({ kind, href }) => ({
    id: `found ${kind}`,
    name: `${foundAs[kind].name} ${id}`,
    Icon: foundAs[kind].Icon,
    run: () => go(href),
  }))
}

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
