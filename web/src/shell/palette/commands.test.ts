import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Command, matching } from './commands.ts'

const command = (name: string, note?: string, words?: string): Command => ({
  id: name,
  name,
  note,
  words,
  Icon: (() => null) as unknown as Command['Icon'],
  run: () => undefined,
})
const commands = [command('Live', 'Events as they arrive'), command('Events'), command('Dark theme', '', 'appearance')]
const namesFor = (typed: string) => matching(commands, typed).map(({ name }) => name)

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
