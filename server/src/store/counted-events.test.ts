import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Filter, formatFilter, parseFilter } from '@occur/client/filter'
import fc from 'fast-check'
import type { Engine } from '../engine/engine.ts'
import type { NewEvent } from '../event/event.ts'
import type { EventFilter } from '../event/filter.ts'
import { matches } from '../event/matches.ts'
import { newId } from '../event/new-id.ts'
import { quarterNs, startOfQuarter } from '../event/quarters.ts'
import { checkQuestion } from '../event/question.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { questionReads } from './answer-question.ts'
import { completion } from './complete-parts.ts'
import { instant, newEvent } from './event-log.contract.ts'
import type { EventLog } from './event-log.ts'
import { facetReads } from './facets.ts'
import { Bound, filterSql } from './filter-sql.ts'
import { countEvents } from './find-events.ts'
import { countSessions } from './newest-sessions.ts'
import { joinParts, openTestStore, type TestStore } from './testing/open-store.ts'

describe('what was counted beforehand', () => {
  let store: TestStore
  let engine: Engine
  let log: EventLog
  before(async () => {
    store = await openTestStore()
    ;({ engine, log } = store)
  })
  after(() => store?.close())

  /** What may become of events after they were stored; each says which of them are left. */
  const fates = {
    'as they were inserted': async (_: string, events: NewEvent[]) => events,
    'counted once a minute': async (_: string, events: NewEvent[]) => {
      await engine.command(`ALTER TABLE event ${completion} SETTINGS mutations_sync = 1`)
      return events
    },
    'merged, sent again, and joined by late ones': async (project: string, events: NewEvent[]) => {
      await engine.command('OPTIMIZE TABLE event FINAL')
      const late = newEvent(project, { timestamp: instant('1969-12-31T23:44:59.999999999Z'), type: 'a' })
      await log.append([...events, late])
      return [...events, late]
    },
    'deleted in part': async (project: string, events: NewEvent[]) => {
      await engine.command(`ALTER TABLE event ${completion} SETTINGS mutations_sync = 1`)
      await engine.command('ALTER TABLE event DELETE WHERE project = {project:String} AND type = {type:String}', {
        params: { project, type: 'a' },
        settings: { mutations_sync: 1 },
      })
      return events.filter(({ type }) => type !== 'a')
    },
  }

  for (const [fate, befall] of Object.entries(fates)) {
    test(`is what a recount finds of events ${fate}`, async () => {
      await fc.assert(
        fc.asyncProperty(someEvents, fc.array(someRange, { minLength: 4, maxLength: 4 }), async (fields, ranges) => {
          await joinParts(engine)
          const project = `p-${newId(Date.now())}`
          const stored = fields.map((one) => newEvent(project, one))
          // In two commits, so that there are parts to be merged.
          await log.append(stored.slice(0, 5))
          await log.append(stored.slice(5))
          const left = await befall(project, stored)
          for (const range of ranges) await check(project, left, range)
        }),
        { numRuns: 6 },
      )
    })
  }

  test('spares reading the events', async () => {
    const project = `p-${newId(Date.now())}`
    const at = instant('2026-03-01T10:00:00Z')
    await log.append(Array.from({ length: 500 }, (_, n) => newEvent(project, { timestamp: at + BigInt(n), type: 'a' })))
    await engine.command(`ALTER TABLE event ${completion} SETTINGS mutations_sync = 1`)
    const counting = { tally: { rowsRead: 0 } }
    const asked = { filter: parseFilter('type:a timestamp>=2026-03-01'), now: 0n }
    assert.equal(await countEvents(engine, project, { conditions: [], asked }, counting), 500)
    assert.ok(counting.tally.rowsRead < 500, `${counting.tally.rowsRead} rows were read`)
  })

  test('spares reading the other events of sessions', async () => {
    const project = `p-${newId(Date.now())}`
    const at = instant('2026-03-01T10:00:00Z')
    await log.append(
      Array.from({ length: 5000 }, (_, n) =>
        newEvent(project, { timestamp: at + BigInt(n), type: n % 50 === 0 ? 'a' : 'b', session_id: `s${n % 500}` }),
      ),
    )
    await engine.command(`ALTER TABLE event ${completion} SETTINGS mutations_sync = 1`)
    const counting = { tally: { rowsRead: 0 } }
    const bound = new Bound()
    const ofEvents = filterSql(project, { conditions: [{ field: 'type', anyOf: ['a'] }] }, bound).sql
    const sought = { project: `project = ${bound.text(project)}`, ofEvents, counted: [], params: bound.params }
    assert.equal(await countSessions(engine, sought, counting), 10)
    assert.ok(counting.tally.rowsRead < 5000, `${counting.tally.rowsRead} rows were read`)
  })

  async function check(project: string, events: readonly NewEvent[], { q, from, to }: SomeRange): Promise<void> {
    const parsed = parseFilter(q) as Filter
    const label = `${formatFilter(parsed)} ${from} ${to}`
    const filter: EventFilter = {
      conditions: [],
      asked: { filter: parsed, now: 0n },
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    }
    const passing = events.filter(
      (event) =>
        matches(parsed, { ...event, writer: 1, seq: 1 }, 0n) &&
        (from === undefined || event.timestamp >= from) &&
        (to === undefined || event.timestamp < to),
    )
    assert.equal(await countEvents(engine, project, filter), passing.length, label)

    const bound = new Bound()
    const ofEvents = filterSql(project, filter, bound).sql
    const sought = { project: `project = ${bound.text(project)}`, ofEvents, counted: [], params: bound.params }
    const sessions = new Set(passing.map(({ session_id }) => session_id).filter((id) => id !== null))
    assert.equal(await countSessions(engine, sought), sessions.size, label)

    const { fields, events: inAll } = await facetReads(engine).facets(project, filter, {
      facets: ['type', 'source_id', 'agent'],
      limit: 100,
    })
    assert.equal(inAll, passing.length, label)
    for (const field of ['type', 'source_id'] as const) {
      assert.deepEqual(
        new Map(fields[field]!.map(({ value, count }) => [value, count])),
        tally(passing, (event) => event[field]),
        label,
      )
    }

    // More steps than that are refused, and in 1900 the clocks of India were 21 minutes and 10 seconds from full hours.
    const isShort = from !== undefined && to !== undefined && to - from < 4000n * hourNs && from > -hourNs
    const stepOf = isShort ? hourInIndia : monthInIndia
    const inTime = { interval: isShort ? 'hour' : 'month', time_zone: 'Asia/Kolkata' } as const
    const question = checkQuestion({ q, group_by: ['type'], ...inTime, top: 1 }, 0n, new Map())
    const range = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
    const answer = await questionReads(engine).measure({ project, ...range }, question)
    const largest = answer.groups[0]?.key[0]
    const counted = [...answer.groups, { key: ['others'], steps: answer.rest.steps }].flatMap(({ key, steps }) =>
      steps!.map(([count], n) => [`${key[0]} ${stepOf(BigInt(answer.starts![n]!) * 1_000_000n)}`, count] as const),
    )
    assert.deepEqual(
      new Map(counted.filter(([, count]) => count !== 0)),
      tally(passing, ({ type, timestamp }) => `${type === largest ? type : 'others'} ${stepOf(timestamp)}`),
      label,
    )
    assert.equal(answer.events, passing.length, label)
    const instants = passing.map(({ timestamp }) => timestamp).sort((a, b) => (a < b ? -1 : 1))
    if (passing.length > 0 || isShort) {
      assert.deepEqual(
        answer.range,
        { from: from ?? startOfQuarter(instants[0]!), to: to ?? startOfQuarter(instants.at(-1)!) + quarterNs },
        label,
      )
    }
  }
})

function tally<Key>(events: readonly NewEvent[], keyOf: (event: NewEvent) => Key): Map<Key, number> {
  return new Map([...Map.groupBy(events, keyOf)].map(([key, group]) => [key, group.length]))
}

const hourNs = 3_600_000_000_000n

/** Its hours begin half an hour from ours. */
function hourInIndia(timestamp: TimestampNs): number {
  const local = timestamp + hourNs / 2n
  const begun = local - (((local % hourNs) + hourNs) % hourNs) - hourNs / 2n
  return Number(begun / 1_000_000n)
}

const month = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Kolkata', year: 'numeric', month: 'numeric' })

function monthInIndia(timestamp: TimestampNs): string {
  return month.format(Number(timestamp / 1_000_000n))
}

interface SomeRange {
  q: string
  from?: TimestampNs
  to?: TimestampNs
}

/** Around the ends of quarters of an hour. */
const someInstant = fc
  .record({
    day: fc.constantFrom('1900-01-01T00:00:00Z', '1969-12-31T23:30:00Z', '2026-03-01T10:00:00Z'),
    quarters: fc.integer({ min: 0, max: 9 }),
    ns: fc.constantFrom(0n, 1n, 450_000_000_000n, 899_999_999_999n),
  })
  .map(({ day, quarters, ns }) => instant(day) + BigInt(quarters) * 900_000_000_000n + ns)

const kind = fc.constantFrom('a', 'b', null)
const someEvents = fc.array(
  fc.record({ timestamp: someInstant, type: kind, source: kind, category: kind, source_id: kind, session_id: kind }),
  { minLength: 20, maxLength: 20 },
)

const someRange: fc.Arbitrary<SomeRange> = fc
  .record({
    q: fc.constantFrom(
      '',
      'type:a',
      '-type:a source:*',
      'category:a OR source_id:b',
      'type:(a OR b)',
      'session_id:a',
      'timestamp>=2026-03-01T10:20 type:a',
      'timestamp>=1969-12-31T23:37 timestamp<2026-03-01T11:00:00.000000001 -source:a',
      'timestamp<1970-01-01 OR type:b',
      '-timestamp>=2026-03-01T10:45',
    ),
    ends: fc.uniqueArray(someInstant, { minLength: 2, maxLength: 2 }),
    open: fc.constantFrom('from', 'to', 'both', 'none'),
  })
  .map(({ q, ends, open }) => {
    const [from, to] = ends.toSorted((a, b) => (a < b ? -1 : 1)) as [TimestampNs, TimestampNs]
    return {
      q,
      ...(open !== 'from' && open !== 'both' && { from }),
      ...(open !== 'to' && open !== 'both' && { to }),
    }
  })
