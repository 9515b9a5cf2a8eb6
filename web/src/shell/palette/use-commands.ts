import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { BookOpen, Keyboard, Link2, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useCurrentZone } from '../../data/current-zone.ts'
import { viewsQuery } from '../../data/saved-views.ts'
import { type Theme, useTheme } from '../../data/theme.ts'
import { tell } from '../../data/told.ts'
import { useSignOut } from '../../data/use-sign-out.ts'
import { hrefOfView } from '../../data/view-address.ts'
import type { Zone } from '../../data/zone.ts'
import {
  type Command,
  type CommandGroup,
  foundCommands,
  matching,
  ordered,
  placeCommands,
  searchCommand,
  viewCommands,
  zoneCommands,
} from './commands.ts'
import { typedMin, useFound } from './found.ts'

const pauseMs = 150

/** What can be done with what was typed, by group; groups without anything are left out. */
export function useCommands(typed: string, onHelp: () => void): { groups: CommandGroup[]; isLooking: boolean } {
  const router = useRouter()
  const go = (href: string) => router.history.push(href)
  const { data: views = [] } = useQuery(viewsQuery)
  const text = typed.trim()
  const settled = useAfterPause(text)
  const { found, isLooking } = useFound(settled)
  const actions = useActions(onHelp)
  const setZone = (tz: Zone) => void router.navigate({ to: '.', search: (before) => ({ ...before, tz }) })
  const groups = ordered(
    [
      { name: 'Go to', commands: matching(placeCommands(go), text) },
      { name: 'Saved views', commands: matching(viewCommands(views, hrefOfView, go), text) },
      {
        name: 'Actions',
        commands: [...matching(actions, text), ...zoneCommands(text, useCurrentZone(), Date.now(), setZone)],
      },
      { name: 'Search', commands: text === '' ? [] : [searchCommand(text, go)] },
    ],
    // What was found before stays as far as it still fits, until the answer is there.
    { name: 'Found', commands: text.length < typedMin ? [] : foundCommands(found, text, go) },
    text,
  )
  return { groups, isLooking: text.length >= typedMin && (settled !== text || isLooking) }
}

const themes: Record<Theme, Pick<Command, 'name' | 'Icon'>> = {
  light: { name: 'Light theme', Icon: Sun },
  dark: { name: 'Dark theme', Icon: Moon },
  system: { name: 'Theme of the system', Icon: Monitor },
}

function useActions(onHelp: () => void): Command[] {
  const [theme, setTheme] = useTheme()
  const signOut = useSignOut()
  return [
    {
      id: 'copy link',
      name: 'Copy link to this page',
      note: 'With its filter, range and selection',
      words: 'share address url',
      Icon: Link2,
      run: () =>
        navigator.clipboard.writeText(location.href).then(
          () => tell('The link is copied'),
          () => tell('The browser did not allow it'),
        ),
    },
    ...(Object.keys(themes) as Theme[])
      .filter((name) => name !== theme)
      .map((name) => ({
        id: `theme ${name}`,
        ...themes[name],
        words: 'appearance colour mode',
        run: () => setTheme(name),
      })),
    { id: 'help', name: 'Keyboard shortcuts', keys: '?', words: 'help keys', Icon: Keyboard, run: onHelp },
    {
      id: 'docs',
      name: 'API reference',
      words: 'docs openapi',
      Icon: BookOpen,
      run: () => window.open('/docs', '_blank', 'noopener'),
    },
    { id: 'sign out', name: 'Sign out', words: 'log out leave', Icon: LogOut, run: signOut },
  ]
}

/** What was typed, once the typing paused. */
function useAfterPause(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
