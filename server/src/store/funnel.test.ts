import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Funnel } from '@occur/client/protocol'
import fc from 'fast-check'
import type { NewEvent } from '../event/event.ts'
import { checkFunnel } from '../event/funnel.ts'
import { newId } from '../event/new-id.ts'
import { instant, newEvent } from './event-log.contract.ts'
import { type FoundFunnel, type FoundSteps, type FunnelReads, funnelReads } from './funnel.ts'
import { openTestStore, type TestStore } from './testing/open-store.ts'
import { randomEvent } from './testing/random-events.ts'
import { recountFunnel } from './testing/recount-funnel.ts'

const now = instant('2026-01-02T00:00:00Z')

/** Some of them pass the same events. */
const filters = [
  '',
  'type:session-start',
  'type:human-transfer',
  'type:other',
  '-type:other',
  'type:(session-start OR other) source:tool-call',
  'source:tool-call',
  'category:k1',
  'attributes.ok:false',
  'attributes.agent.name:a*',
  'web_chat OR voice',
  'timestamp>=2026-01-01T00:00:02Z',
  'event_id:nobody',
]
const anyFilter = fc.constantFrom(...filters)
/** The grid on which random events are: 0.700000001 s. */
const onGrid = fc.integer({ min: 0, max: 11 }).map((n) => gridTime(BigInt(n)))
const range = fc.oneof(
  fc.constant({}),
  onGrid.map((from) => ({ from })),
  onGrid.map((to) => ({ to })),
  fc
    .tuple(onGrid, onGrid)
    .filter(([from, to]) => from < to)
    .map(([from, to]) => ({ from, to })),
)

const anyFunnel: fc.Arbitrary<Funnel> = fc
  .record(
    {
      steps: fc.oneof(
        { arbitrary: fc.array(anyFilter, { minLength: 2, maxLength: 4 }), weight: 9 },
        { arbitrary: fc.array(anyFilter, { minLength: 10, maxLength: 10 }), weight: 1 },
      ),
      range,
      q: fc.constantFrom('', '-type:session-start', 'source:* OR category:*'),
      within: fc.constantFrom('session', 'conversation', 'user'),
      window_seconds: fc.constantFrom(0.7, 0.700000001, 1.5, 2.100000003, 30),
      group_by: fc.constantFrom('type', 'user_id', 'attributes.channel', 'attributes.is_test'),
      top: fc.integer({ min: 1, max: 4 }),
      dropped: fc.record({ after: fc.nat(), limit: fc.integer({ min: 1, max: 4 }) }),
    },
    { requiredKeys: ['steps', 'range'] },
  )
  .map(({ steps, range, dropped, ...funnel }) => ({
    ...funnel,
    ...range,
    steps: steps.map((q) => ({ q })),
    ...(dropped && { drop_outs: { after_step: 1 + (dropped.after % (steps.length - 1)), limit: dropped.limit } }),
  })) as fc.Arbitrary<Funnel>

describe('a funnel', () => {
  let store: TestStore
  let reads: FunnelReads
  before(async () => {
    store = await openTestStore()
    reads = funnelReads(store.engine)
  })
  after(() => store?.close())

  test('counts, times, groups and names what a recount does', async () => {
    const commits = fc.array(fc.array(randomEvent, { maxLength: 25 }), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(commits, fc.array(anyFunnel, { minLength: 8, maxLength: 8 }), async (commits, funnels) => {
        const project = `p-${newId(Date.now())}`
        const events: NewEvent[] = commits.flat().map((fields) => newEvent(project, fields))
        for (let at = 0; at < events.length; at += 20) await store.log.append(events.slice(at, at + 20))
        for (const funnel of funnels) {
          const checked = checkFunnel(funnel, now, new Map())
          const found = await reads.funnel(project, checked)
          assert.deepEqual(rounded(found), rounded(recountFunnel(events, checked)), JSON.stringify(funnel))
        }
      }),
      { numRuns: 10 },
    )
  })

  test('is exact to the nanosecond between the first and the last instant that the store can hold', async () => {
    const project = `p-${newId(Date.now())}`
    const at = (timestamp: string, session_id: string, type: string) =>
      newEvent(project, { timestamp: instant(timestamp), session_id, type })
    const [first, last] = ['1900-01-01T00:00:00Z', '2261-12-31T23:59:59.999999999Z'] as const
    await store.log.append([
      at(first, 's1', 'a'),
      at(last, 's1', 'b'),
      at('2261-12-31T23:59:58.999999999Z', 's2', 'a'),
      at(last, 's2', 'b'),
    ])
    const read = async (funnel: Partial<Funnel>) => {
      const steps = [{ q: 'type:a' }, { q: 'type:b' }]
      return (await reads.funnel(project, checkFunnel({ steps, ...funnel }, now, new Map()))).total
    }
    const centuries = Number(instant(last) - instant(first)) / 1e9
    assert.deepEqual((await read({ to: '1900-01-02' })).counts, [1, 0])
    assert.deepEqual((await read({ window_seconds: 3_155_760_000 })).counts, [2, 1])
    assert.deepEqual((await read({ to: '2261-12-31T23:59:59Z', window_seconds: 1 })).counts, [2, 1])
    assert.deepEqual((await read({ window_seconds: 0.999999999 })).counts, [2, 0])
    const all = await read({})
    assert.deepEqual([all.counts, all.seconds[1]!.average], [[2, 2], (centuries + 1) / 2])
  })
})

function gridTime(n: bigint): string {
  return new Date(Date.parse('2026-01-01T00:00:00Z') + Number(n) * 700)
    .toISOString()
    .replace('Z', `${String(n).padStart(6, '0')}Z`)
}

/** Sums of fractions depend on their order. */
function rounded(funnel: FoundFunnel): FoundFunnel {
  const steps = <Steps extends FoundSteps>(of: Steps): Steps => ({
    ...of,
    seconds: of.seconds.map(
      (one) => one && { median: round(one.median), p90: round(one.p90), average: round(one.average) },
    ),
  })
  return {
    ...funnel,
    total: steps(funnel.total),
    groups: funnel.groups.map(steps),
    rest: funnel.rest && steps(funnel.rest),
  }
}

function round(seconds: number): number {
  return Math.round(seconds * 1e9) / 1e9
}
