import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Command, type CommandGroup, foundCommands, matching, ordered, zoneCommands } from './commands.ts'
import type { Found, FoundKind } from './found.ts'

const command = (name: string, note?: string, words?: string): Command => ({
  id: name,
  name,
  note,
  words,
  Icon: (() => null) as unknown as Command['Icon'],
  run: () => undefined,
})
const names = (commands: readonly Command[]) => commands.map(({ name }) => name)
const commands = [command('Live', 'Events as they arrive'), command('Events'), command('Dark theme', '', 'appearance')]
const namesFor = (typed: string) => names(matching(commands, typed))

test('without a word every command is offered, in its order', () => {
  assert.deepEqual(namesFor('  '), ['Live', 'Events', 'Dark theme'])
})

test('a name that begins with what was typed comes before one that only speaks of it', () => {
  assert.deepEqual(namesFor('EVENTS'), ['Events', 'Live'])
})

test('every word must be found, in the name or beside it', () => {
  assert.deepEqual(namesFor('theme dark'), ['Dark theme'])
  assert.deepEqual(namesFor('appear'), ['Dark theme'])
  assert.deepEqual(namesFor('dark events'), [])
})

test('of what was found stays what begins as was typed, and what is called exactly so stands first', () => {
  const found = (kind: FoundKind, id: string): Found => ({ kind, id, href: `/${id}`, size: '3 events' })
  const all = [found('session', 'call-12'), found('session', 'call-1'), found('person', 'cal')]
  const shown = foundCommands(all, 'call-1', () => undefined)
  assert.deepEqual(names(shown), ['call-1', 'call-12'])
  assert.equal(shown[0]?.note, 'Session, 3 events')
})

test('what was found stands before all else, but for what is called as was typed', () => {
  const group = (name: string, ...of: string[]): CommandGroup => ({ name, commands: of.map((one) => command(one)) })
  const groups = [group('Go to', 'Live', 'Settings: Keys'), group('Views'), group('Actions', 'Sign out')]
  const order = (typed: string, ...found: string[]) =>
    ordered(groups, group('Found', ...found), typed).map(({ name }) => name)
  assert.deepEqual(order('', ''), ['Go to', 'Actions', 'Found'])
  assert.deepEqual(order(' sig', 'sig-1'), ['Actions', 'Found', 'Go to'])
  assert.deepEqual(order('call', 'call-1'), ['Found', 'Go to', 'Actions'])
  assert.deepEqual(order('call'), ['Go to', 'Actions'])
})

test('a time zone of the world is found by its name, and the one that is in use is not offered', () => {
  const zones = (typed: string, current?: string) => names(zoneCommands(typed, current, 0, () => undefined))
  assert.deepEqual(zones('new york'), ['Times in America/New York'])
  assert.deepEqual(zones('york', 'America/New_York'), [])
  assert.ok(zones('', 'Asia/Tokyo').some((name) => name.startsWith('Times in your zone')))
  assert.ok(zones('times').length <= 8)
})
