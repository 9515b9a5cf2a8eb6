import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { BookOpen, Keyboard, Link2, LogOut, Monitor, Moon, Search, Sun } from 'lucide-react'
import { useEffect, useState } from 'react'
import { viewsQuery } from '../../data/saved-views.ts'
import { type Theme, useTheme } from '../../data/theme.ts'
import { hrefOfView } from '../../data/view-address.ts'
import { useSignOut } from '../use-sign-out.ts'
import { type Command, type CommandGroup, foundCommands, matching, placeCommands, viewCommands } from './commands.ts'
import { foundIdsQuery } from './found-ids.ts'

const pauseMs = 150

/** What can be done with what was typed, by group; groups without anything are left out. */
export function useCommands(typed: string, onHelp: () => void): { groups: CommandGroup[]; isLooking: boolean } {
  const router = useRouter()
  const go = (href: string) => router.history.push(href)
  const { data: views = [] } = useQuery(viewsQuery)
  const id = useAfterPause(typed.trim())
  const found = useQuery(foundIdsQuery(id))
  const actions = useActions(onHelp)
  const text = typed.trim()
  const groups = [
    { name: 'Found', commands: id === text ? foundCommands(found.data ?? [], id, go) : [] },
    { name: 'Go to', commands: matching(placeCommands(go), typed) },
    { name: 'Saved views', commands: matching(viewCommands(views, hrefOfView, go), typed) },
    { name: 'Actions', commands: matching(actions, typed) },
    { name: 'Search', commands: text === '' ? [] : [searchCommand(text, go)] },
  ]
  return {
    groups: groups.filter(({ commands }) => commands.length > 0),
    isLooking: text !== '' && (id !== text || found.isFetching),
  }
}

function searchCommand(text: string, go: (href: string) => void): Command {
  const q = /^[\p{L}\p{N}]+$/u.test(text) ? text : JSON.stringify(text)
  return {
    id: 'search',
    name: `Events that say “${text}”`,
    Icon: Search,
    run: () => go(`/explore?q=${encodeURIComponent(q)}`),
  }
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
      run: () => navigator.clipboard.writeText(location.href),
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
