import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient, OccurError } from '@occur/client'
import { createWorkplace, type Serving, type Workplace } from './occur-process.ts'
import { engineOf, kill, killTree } from './process-tree.ts'
import { count, send, storedIds } from './sending.ts'

const rounds = 20
const skip = !existsSync('/proc/self/task') && 'processes are found through /proc, which only Linux has'

describe('what was acknowledged is there, once', { skip }, () => {
  let place: Workplace
  before(() => {
    place = createWorkplace()
  })
  after(() => place?.end())

  test(`after ${rounds} times kill -9 of server and engine at random moments while four senders write`, async (t) => {
    const acknowledged = new Set<string>()
    let inDoubt: string[][] = []
    let batches = 0

    for (let round = 0; round < rounds; round++) {
      const serving = await place.serve()
      await checkRound(serving, round - 1)
      // Sending again what nobody acknowledged is harmless, whether it had been stored or not.
      for (const ids of inDoubt) {
        const sent = await send(serving, ids, { session_id: `round-${round}` })
        assert.ok(sent && 'report' in sent, `sending again: ${JSON.stringify(sent)}`)
        assert.equal(sent.report.accepted + sent.report.duplicate, ids.length)
        for (const id of ids) acknowledged.add(id)
      }
      inDoubt = []

      const fatal = { acknowledgements: Math.floor(Math.random() * 40), delayMs: Math.random() * 30 }
      await new Promise<void>((resolve) => {
        let taken = 0
        const writing = Array.from({ length: 4 }, async () => {
          while (true) {
            const size = Math.random() < 0.05 ? 500 : 1 + Math.floor(Math.random() * 20)
            const ids = Array.from({ length: size }, (_, n) => `${round}-${batches}-${n}`)
            batches++
            const sent = await send(serving, ids, { session_id: `round-${round}` })
            if (!sent) return void inDoubt.push(ids)
            assert.ok('report' in sent, `${sent.status}`)
            for (const id of ids) acknowledged.add(id)
            if (taken++ === fatal.acknowledgements) setTimeout(() => killTree(pidOf(serving)), fatal.delayMs)
          }
        })
        void Promise.all(writing).then(() => resolve())
      })
      await serving.process.ended
    }

    const serving = await place.serve()
    for (const ids of inDoubt) {
      assert.ok(await send(serving, ids))
      for (const id of ids) acknowledged.add(id)
    }
    const stored = await storedIds(serving)
    t.diagnostic(`${stored.length} events in ${batches} requests`)
    assert.equal(new Set(stored).size, stored.length, 'an event is there twice')
    assert.deepEqual(new Set(stored), acknowledged)
    assert.equal(await count(serving), acknowledged.size)
    assert.equal(await serving.stop(), 0)

    async function checkRound(serving: Serving, round: number): Promise<void> {
      const stored = await storedIds(serving, `round-${round}`)
      assert.equal(new Set(stored).size, stored.length, `round ${round}: an event is there twice`)
      const expected = [...acknowledged].filter((id) => id.startsWith(`${round}-`))
      const found = new Set(stored)
      const missing = expected.filter((id) => !found.has(id))
      assert.equal(missing.length, 0, `round ${round}: ${missing.length} acknowledged events are gone`)
    }
  })

  test('while the engine alone is killed, again and again, under senders who try until they are told 201', async (t) => {
    const serving = await place.serve()
    const before = (await count(serving)) as number
    const statuses = new Map<number | null, number>()
    let isKilling = true
    const senders = Array.from({ length: 4 }, async (_, sender) => {
      const ids: string[] = []
      for (let batch = 0; isKilling; batch++) {
        const some = Array.from({ length: 10 }, (_, n) => `engine-${sender}-${batch}-${n}`)
        ids.push(...some)
        for (let status: number | null = null; status !== 201; ) {
          const sent = await send(serving, some, { session_id: 'engine' })
          status = sent?.status ?? null
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
          if (sent && !('report' in sent)) {
            assert.ok(Number(sent.retryAfter) >= 1, `${status} without Retry-After`)
            await sleep(20)
          }
        }
      }
      return ids
    })

    try {
      for (let killed = 0; killed < 4; killed++) {
        const engine = engineOf(pidOf(serving)) as number
        const taken = (statuses.get(201) ?? 0) + Math.random() * 30
        await until(() => (statuses.get(201) ?? 0) > taken)
        kill(engine)
        await until(async () => ![engine, null].includes(engineOf(pidOf(serving))) && (await isReady(serving)))
      }
    } finally {
      isKilling = false
    }
    const sent = (await Promise.all(senders)).flat()
    t.diagnostic(`${sent.length} events; ${JSON.stringify([...statuses])}`)
    // The server itself was there all the time, and said what was the matter.
    assert.deepEqual(new Set(statuses.keys()), new Set([201, 503]))
    const stored = await storedIds(serving, 'engine')
    assert.deepEqual(stored.toSorted(), sent.toSorted())
    assert.equal(await count(serving), before + sent.length)
    assert.equal(await serving.stop(), 0)
  })

  test('a view that was saved is there, as it was saved last, after kill -9 at a random moment', async () => {
    for (let round = 0; round < 4; round++) {
      const serving = await place.serve()
      const { views } = createClient(serving)
      const view = round === 0 ? await views.create({ name: 'mine', of: 'events', q: '' }) : await views.get('mine')
      const fatal = view.version + 1 + Math.floor(Math.random() * 10)
      let { version } = view
      try {
        while (true) {
          ;({ version } = await views.replace('mine', { of: 'events', q: `type:v${version + 1}` }))
          if (version === fatal) setTimeout(() => killTree(pidOf(serving)), Math.random() * 30)
        }
      } catch (error) {
        assert.ok(error instanceof OccurError && error.status === null, String(error))
      }
      await serving.process.ended
      const again = await place.serve()
      const found = await createClient(again).views.get('mine')
      // The last one was not acknowledged: it may be there or not, but only whole.
      assert.ok(found.version === version || found.version === version + 1, `${found.version} after ${version}`)
      assert.equal(found.q, `type:v${found.version}`)
      assert.equal(await again.stop(), 0)
    }
  })

  test('when the same events are sent interleaved, by several at once, and after a restart', async () => {
    const ids = Array.from({ length: 200 }, (_, n) => `again-${n}`)
    const fields = { session_id: 'again' }
    let serving = await place.serve()
    const orders = [ids, ids.toReversed(), ids.filter((_, n) => n % 2 === 0), [...ids.slice(100), ...ids.slice(0, 100)]]
    const reports = await Promise.all(
      orders.flatMap((order) => [order.slice(0, 90), order]).map((some) => send(serving, some, fields)),
    )
    const accepted = reports.reduce(
      (sum, sent) => sum + (sent && 'report' in sent ? sent.report.accepted : Number.NaN),
      0,
    )
    assert.equal(accepted, 200)
    for (const stop of [() => serving.stop(), () => killTree(pidOf(serving))]) {
      await stop()
      await serving.process.ended
      serving = await place.serve()
      // At once, while the server still learns which ids it knows, and once more.
      for (let time = 0; time < 2; time++) {
        const sent = await send(serving, [...ids, `new-${Math.random()}`], fields)
        assert.ok(sent && 'report' in sent)
        assert.deepEqual([sent.report.accepted, sent.report.duplicate], [1, 200])
      }
    }
    const stored = (await storedIds(serving, 'again')).filter((id) => id.startsWith('again'))
    assert.deepEqual(stored.toSorted(), ids.toSorted())
    await serving.stop()
  })
})

function pidOf(serving: Serving): number {
  return serving.process.child.pid as number
}

async function isReady({ url }: Serving): Promise<boolean> {
  return (await fetch(`${url}/readyz`)).status === 200
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20)
}
