import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { Turns } from './turns.ts'

const large = 200_000

test('large ones take one turn each, in the order in which they came', async () => {
  const turns = new Turns()
  let turnCount = 0
  const begun: { name: string; turn: number }[] = []
  const all = ['a', 'b', 'c', 'd'].map((name) => turns.take(large).then(() => begun.push({ name, turn: turnCount })))
  while (begun.length < 4) {
    await turn()
    turnCount++
  }
  await Promise.all(all)
  assert.equal(begun.map(({ name }) => name).join(''), 'abcd')
  // The first had what was left of the turn that was under way.
  assert.equal(new Set(begun.slice(1).map(({ turn }) => turn)).size, 3)
})

test('many small ones share a turn, and do not overtake a large one', async () => {
  const turns = new Turns()
  const begun: string[] = []
  const take = (name: string, bytes: number) => turns.take(bytes).then(() => begun.push(name))
  await Promise.all([
    take('s1', 10),
    take('s2', 10),
    take('L1', large),
    take('L2', large),
    take('s3', 10),
    take('s4', 10),
  ])
  assert.deepEqual(begun, ['s1', 's2', 'L1', 'L2', 's3', 's4'])
})
