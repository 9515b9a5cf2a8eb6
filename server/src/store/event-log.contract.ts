import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import type { Engine } from '../engine/engine.ts'
import { agentSaid } from '../event/agent-said.ts'
import { encodePosition, type Position } from '../event/cursor.ts'
import type { NewEvent, StoredEvent } from '../event/event.ts'
import { type EventFilter, everything, parseSearch } from '../event/filter.ts'
import { leavesText } from '../event/leaves.ts'
import { newId } from '../event/new-id.ts'
import { parseTimestamp } from '../event/timestamp.ts'
import type { EventLog } from './event-log.ts'
import { migrate } from './migrations.ts'
import { openEventLog } from './open-event-log.ts'

const options = { pendingBytesMax: 1024 ** 2, dedupeBytesMax: 64 * 1024 ** 2 }

/** The promises of `EventLog`. It runs against the private engine and against a server. */
export function testEventLog(kind: string, openEngine: () => Promise<Engine>): void {
  describe(`the event log on ${kind}`, () => {
    let engine: Engine
    let log: EventLog
    let project: string

    before(async () => {
      engine = await openEngine()
      await migrate(engine)
      log = await openEventLog(engine, options)
    })
    after(async () => {
      await log?.close()
      await engine?.close()
    })
    const inNewProject = (body: () => Promise<void>) => async () => {
      project = `p-${newId(Date.now())}`
      await body()
    }
    const all = (filter: EventFilter = everything) => readAll(log, project, filter)

    test(
      'gives back every field as it was',
      inNewProject(async () => {
        const event = newEvent(project, {
          timestamp: instant('1900-01-01T00:00:00.000000001Z'),
          session_id: '',
          conversation_id: null,
          description: 'ünïcode 🙂 \0 \\ \' "',
          attributes: '{"n":123456789012345678901234567890,"__proto__":1,"a.b":[null,{}]}',
        })
        assert.deepEqual(await log.append([event]), ['stored'])
        const [stored] = await all()
        const { writer, seq, ...facts } = stored!
        const { project: _, failed, leaves, agent, ...sent } = event
        assert.deepEqual(facts, sent)
        assert.equal(writer, 1)
        assert.ok(seq > 0)
      }),
    )

    test(
      'an id that was sent twice is stored once, whatever else the second one says',
      inNewProject(async () => {
        assert.deepEqual(await log.append([newEvent(project, { event_id: 'e1', type: 'first' })]), ['stored'])
        const again = newEvent(project, { event_id: 'e1', type: 'second', timestamp: instant('1999-01-01T00:00:00Z') })
        assert.deepEqual(await log.append([again]), ['duplicate'])
        assert.deepEqual(
          (await all()).map(({ type }) => type),
          ['first'],
        )
      }),
    )

    test(
      'of equal ids in one call and in concurrent calls, one is stored',
      inNewProject(async () => {
        const same = () => newEvent(project, { event_id: 'same' })
        const outcomes = await Promise.all([log.append([same(), same()]), log.append([same()]), log.append([same()])])
        assert.equal(outcomes.flat().filter((outcome) => outcome === 'stored').length, 1)
        assert.equal((await all()).length, 1)
      }),
    )

    test(
      'the same id in two projects is two events',
      inNewProject(async () => {
        await log.append([newEvent(project, { event_id: 'shared' })])
        const other = `${project}-other`
        assert.deepEqual(await log.append([newEvent(other, { event_id: 'shared' })]), ['stored'])
        assert.equal((await all()).length, 1)
      }),
    )

    test(
      'a log opened anew still knows every id',
      inNewProject(async () => {
        const events = Array.from({ length: 3000 }, () => newEvent(project))
        await log.append(events)
        const reopened = await openEventLog(engine, options)
        // Sent at once and once more later: before and after the ids are in memory.
        const outcomes = [...(await reopened.append(events)), ...(await reopened.append(events))]
        await reopened.close()
        assert.deepEqual(new Set(outcomes), new Set(['duplicate']))
        assert.equal((await all()).length, 3000)
      }),
    )

    test(
      'one row that the engine refuses costs only itself',
      inNewProject(async () => {
        await engine.command(`ALTER TABLE event ADD CONSTRAINT no_poison CHECK coalesce(type, '') != 'poison'`)
        const events = Array.from({ length: 9 }, (_, i) => newEvent(project, { type: i === 5 ? 'poison' : 'fine' }))
        const outcomes = await log.append(events)
        await engine.command('ALTER TABLE event DROP CONSTRAINT no_poison')
        assert.equal(outcomes.filter((outcome) => outcome === 'stored').length, 8)
        assert.match((outcomes[5] as { refused: string }).refused, /no_poison/)
        assert.equal((await all()).length, 8)
      }),
    )

    test(
      'more than may wait is refused as overloaded, and all that was taken is stored',
      inNewProject(async () => {
        const description = 'x'.repeat(100_000)
        const calls = Array.from({ length: 40 }, () => log.append([newEvent(project, { description })]))
        const settled = await Promise.allSettled(calls)
        const refused = settled.filter((call) => call.status === 'rejected')
        assert.ok(refused.length > 0, 'nothing was refused')
        assert.ok(refused.every(({ reason }) => reason.code === 'overloaded' && reason.retryAfterSeconds > 0))
        assert.equal((await all()).length, settled.length - refused.length)
      }),
    )

    test(
      'a reader sees every event once and in order of commit, while others write',
      inNewProject(async () => {
        const from = log.head()
        const writing = (async () => {
          for (let i = 0; i < 20; i++) {
            await Promise.all([1, 2, 3].map((n) => log.append(Array.from({ length: n }, () => newEvent(project)))))
          }
        })()
        const seen: StoredEvent[] = []
        let position: Position = from
        let isWritten = false
        void writing.then(() => {
          isWritten = true
        })
        for (let atEnd = false; !atEnd; ) {
          await setImmediate()
          atEnd = isWritten
          const read = await log.readAfter(project, position, everything, 7)
          seen.push(...read.events)
          position = read.position
          if (read.events.length > 0) atEnd = false
        }
        await writing
        assert.equal(seen.length, 120)
        assert.equal(new Set(seen.map(({ event_id }) => event_id)).size, 120)
        assert.deepEqual(
          seen.map(({ seq }) => seq),
          seen.map(({ seq }) => seq).sort((a, b) => a - b),
        )
      }),
    )

    test(
      'a filtered reader passes over what does not match and ends at the head',
      inNewProject(async () => {
        const from = log.head()
        await log.append(
          Array.from({ length: 500 }, (_, i) => newEvent(project, { type: i % 100 === 0 ? 'rare' : 'usual' })),
        )
        const conditions = parseSearch(['type'], ['rare'])
        assert.ok(Array.isArray(conditions))
        const { events, position } = await log.readAfter(project, from, { conditions }, 10)
        assert.equal(events.length, 5)
        assert.equal(encodePosition(position), encodePosition(log.head()))
      }),
    )
  })
}

async function readAll(log: EventLog, project: string, filter: EventFilter): Promise<StoredEvent[]> {
  const events: StoredEvent[] = []
  let position: Position = new Map()
  while (true) {
    const read = await log.readAfter(project, position, filter, 1000)
    events.push(...read.events)
    position = read.position
    if (read.events.length === 0) return events
  }
}

export function instant(text: string): bigint {
  const timestamp = parseTimestamp(text)
  if (typeof timestamp === 'string') throw new Error(`${text} ${timestamp}`)
  return timestamp
}

export function newEvent(project: string, fields: Partial<NewEvent> = {}): NewEvent {
  const attributes = fields.attributes === undefined ? '{"ok":true}' : fields.attributes
  const parsed = JSON.parse(attributes ?? '{}') as Record<string, unknown>
  const event = {
    project,
    event_id: newId(Date.now()),
    timestamp: instant('2026-03-02T14:06:54.206180Z'),
    received_at: instant('2026-03-02T14:06:55Z'),
    session_id: 's1',
    conversation_id: 'c1',
    source: 'tool-call',
    source_id: 'lookup',
    category: 'automation',
    type: 'lookup',
    user_id: '+18042221111',
    description: 'A lookup',
    attributes,
    failed: false,
    leaves: leavesText(parsed, attributes ?? ''),
    ...fields,
  }
  return { agent: agentSaid(event, parsed, attributes ?? ''), ...event }
}
