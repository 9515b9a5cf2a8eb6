import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createTurns } from './turns.ts'

const wanted = () => new AbortController()

describe('turns', () => {
  test('never more than so many ask at once, in the order in which they came', async () => {
    const turns = createTurns(2)
    const asked: number[] = []
    const ends: (() => void)[] = []
    let [running, most] = [0, 0]
    const all = Array.from({ length: 7 }, (_, n) =>
      turns.take(wanted().signal, async () => {
        asked.push(n)
        running += 1
        most = Math.max(most, running)
        await new Promise<void>((end) => ends.push(end))
        running -= 1
        // One that comes at the very moment in which a place is free has to wait like all others.
        if (n === 0) void turns.take(wanted().signal, async () => asked.push(99))
        return n * n
      }),
    )
    for (let ended = 0; ended < 7; ended += 1) {
      while (ends.length <= ended) await Promise.resolve()
      ends[ended]?.()
    }
    assert.deepEqual(await Promise.all(all), [0, 1, 4, 9, 16, 25, 36])
    assert.equal(most, 2)
    await turns.take(wanted().signal, async () => undefined)
    assert.deepEqual(asked, [0, 1, 2, 3, 4, 5, 6, 99])
  })

  test('what is answered quickly does not wait for what is not', async () => {
    const turns = createTurns(1)
    const asked: string[] = []
    let end: () => void = () => undefined
    const first = turns.take(wanted().signal, () => new Promise<void>((done) => (end = done)))
    const others = ['slow', 'slow too', 'quick', 'quick too'].map((name) =>
      turns.take(wanted().signal, async () => asked.push(name), name.startsWith('quick')),
    )
    end()
    await Promise.all([first, ...others])
    assert.deepEqual(asked, ['quick', 'quick too', 'slow', 'slow too'])
  })

  test('what is given up while it waits asks nothing and keeps nobody from asking; a failure frees its place', async () => {
    const turns = createTurns(1)
    const asked: string[] = []
    let fail: (error: Error) => void = () => undefined
    const first = turns.take(wanted().signal, () => new Promise((_, reject) => (fail = reject)))
    const givenUp = wanted()
    const second = turns.take(givenUp.signal, async () => asked.push('second'))
    const third = turns.take(wanted().signal, async () => asked.push('third'))
    givenUp.abort(new Error('nobody looks'))
    await assert.rejects(second, /nobody looks/)
    fail(new Error('broken'))
    await assert.rejects(first, /broken/)
    await third
    assert.deepEqual(asked, ['third'])
    await assert.rejects(
      turns.take(AbortSignal.abort(new Error('too late')), async () => asked.push('late')),
      /too late/,
    )
    assert.deepEqual(asked, ['third'])
  })
})
