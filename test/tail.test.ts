import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient, type StoredEvent } from '@occur/client'
import { createWorkplace, type Serving, type Workplace } from './occur-process.ts'
import { killTree } from './process-tree.ts'
import { send, storedIds } from './sending.ts'

describe('readers who follow live', () => {
  let place: Workplace
  before(() => {
    place = createWorkplace()
  })
  after(() => place?.end())

  for (const [how, stop] of [
    ['a restart', (serving: Serving) => serving.stop()],
    ['kill -9 of everything', (serving: Serving) => killTree(serving.process.child.pid as number)],
  ] as const) {
    const skip = how !== 'a restart' && !existsSync('/proc/self/task') && 'processes are found through /proc'
    test(`see every event once and in one order through ${how}, while a sender goes on`, { skip }, async (t) => {
      let serving = await place.serve()
      const { port } = serving
      const left = new AbortController()
      const followers = await Promise.all([follow(serving, left.signal), follow(serving, left.signal)])

      const sent: string[] = []
      let isSending = true
      const sending = (async () => {
        for (let batch = 0; isSending; batch++) {
          const ids = Array.from({ length: 5 }, (_, n) => `${how} ${batch}-${n}`)
          while ((await send(serving, ids, { session_id: encodeURIComponent(how) }))?.status !== 201) await sleep(20)
          sent.push(...ids)
        }
      })()

      try {
        for (let time = 0; time < 2; time++) {
          const seen = followers[0]!.seen.length
          await until(() => followers.every((follower) => follower.seen.length > seen + 50))
          await stop(serving)
          await serving.process.ended
          serving = await place.serve(port)
        }
      } finally {
        isSending = false
      }
      await sending
      await until(() => followers.every(({ seen }) => seen.length >= sent.length))
      left.abort()
      for (const follower of followers) await follower.ended
      const [one, other] = followers
      t.diagnostic(`${sent.length} events, ${one!.reconnects} and ${other!.reconnects} reconnects`)
      assert.ok(followers.every(({ reconnects }) => reconnects >= 2))
      assert.deepEqual(one!.seen, other!.seen)
      assert.deepEqual(one!.seen.toSorted(), sent.toSorted())
      assert.deepEqual(
        (await storedIds(serving, encodeURIComponent(encodeURIComponent(how)))).toSorted(),
        sent.toSorted(),
      )
      await serving.stop()
    })
  }
})

interface Follower {
  /** Ids in the order in which they came. */
  readonly seen: string[]
  readonly reconnects: number
  readonly ended: Promise<void>
}

/** Follows from now on, by the client that everybody uses; resolves when it is live. */
async function follow({ url, key }: Serving, left: AbortSignal): Promise<Follower> {
  const follower = { seen: [] as string[], reconnects: 0, ended: Promise.resolve() }
  const live = Promise.withResolvers<void>()
  const events: AsyncIterable<StoredEvent> = createClient({ url, key }).events.tail({
    signal: left,
    onStatus: ({ state }) => {
      if (state === 'live') live.resolve()
      else follower.reconnects++
    },
  })
  follower.ended = (async () => {
    for await (const event of events) follower.seen.push(event.event_id)
  })()
  await live.promise
  return follower
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20)
}
