import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FewAtATime } from './few-at-a-time.ts'

const never = new AbortController().signal

test('so much is done at a time, the rest in the order in which it came, also after a failure', async () => {
  const few = new FewAtATime(2)
  const begun: number[] = []
  const ends: ((error?: Error) => void)[] = []
  const work = (number: number) =>
    few.run(never, () => {
      begun.push(number)
      return new Promise<void>((resolve, reject) => {
        ends.push((error) => (error ? reject(error) : resolve()))
      })
    })
  const all = [1, 2, 3, 4].map(work)
  assert.deepEqual(begun, [1, 2])
  ends[1]!(new Error('broken'))
  await assert.rejects(all[1]!, /broken/)
  assert.deepEqual(begun, [1, 2, 3])
  ends[0]!()
  await all[0]
  assert.deepEqual(begun, [1, 2, 3, 4])
  ends[2]!()
  ends[3]!()
  await Promise.all([all[2], all[3]])
})

test('what nobody waits for any more is not begun', async () => {
  const few = new FewAtATime(1)
  const leaving = new AbortController()
  const first = Promise.withResolvers<void>()
  const running = few.run(never, () => first.promise)
  const left = assert.rejects(
    few.run(leaving.signal, () => assert.fail('it was begun')),
    /gone home/,
  )
  leaving.abort(new Error('gone home'))
  first.resolve()
  await Promise.all([running, left])
})
