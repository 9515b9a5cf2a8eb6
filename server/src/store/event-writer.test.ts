import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Engine } from '../engine/engine.ts'
import { openTestEngine } from '../engine/testing/engines.ts'
import { encodePosition } from '../event/cursor.ts'
import { AppError } from '../event/errors.ts'
import { everything } from '../event/filter.ts'
import { putReadyTables } from '../testing/ready-tables.ts'
import { newEvent } from './event-log.contract.ts'
import { migrate } from './migrations.ts'
import { openEventLog } from './open-event-log.ts'

const options = { pendingBytesMax: 2 ** 24, dedupeBytesMax: 2 ** 24 }
const gone = new AppError('unavailable', 'the connection broke')

/** What befalls an engine, at the moment when it is asked. */
interface Mishaps {
  /** The connection breaks before or after the rows were stored. */
  insert: 'fine' | 'lost' | 'stored, but nobody heard'
  isDown: boolean
}

describe('after an insert of which nobody knows what became', () => {
  let engine: Engine
  let mishaps: Mishaps
  let frail: Engine
  let tests = 0
  let project: string
  before(async () => {
    engine = await openTestEngine(putReadyTables)
    await migrate(engine)
  })
  after(() => engine?.close())
  beforeEach(() => {
    project = `p-${tests++}`
    mishaps = { insert: 'fine', isDown: false }
    frail = withMishaps(engine, mishaps)
  })
  const open = () => openEventLog(frail, options)
  const event = (event_id: string) => newEvent(project, { event_id })

  for (const insert of ['lost', 'stored, but nobody heard'] as const) {
    test(`sending the events again stores them once: the insert was ${insert}`, async () => {
      const log = await open()
      const from = log.head()
      mishaps.insert = insert
      await assert.rejects(log.append([event('a'), event('b')]), gone)
      mishaps.insert = 'fine'
      const expected = insert === 'lost' ? 'stored' : 'duplicate'
      assert.deepEqual(await log.append([event('b'), event('c'), event('a')]), [expected, 'stored', expected])
      const { events, position } = await log.readAfter(project, from, everything, 10)
      assert.deepEqual(events.map(({ event_id }) => event_id).sort(), ['a', 'b', 'c'])
      assert.equal(encodePosition(position), encodePosition(log.head()))
      await log.close()
    })

    test(`no reader is given a place beyond what is stored, where a restart would begin anew: ${insert}`, async () => {
      const log = await open()
      await log.append([event('before')])
      mishaps.insert = insert
      await assert.rejects(log.append(Array.from({ length: 50 }, (_, i) => event(`in doubt ${i}`))), gone)
      mishaps.insert = 'fine'
      // Neither stores anything, and both end a commit.
      await log.append([event('before')])
      await log.append([])
      const { position } = await log.readAfter(project, new Map(), everything, 1000)
      await log.close()

      const restarted = await open()
      assert.equal(encodePosition(restarted.head()), encodePosition(position))
      await restarted.append([event('after')])
      const { events } = await restarted.readAfter(project, position, everything, 1000)
      assert.deepEqual(
        events.map(({ event_id }) => event_id),
        ['after'],
      )
      await restarted.close()
    })
  }

  test('while the engine stays away, senders are told so, the log can be closed, and later all is well', async () => {
    const log = await open()
    mishaps.insert = 'lost'
    await assert.rejects(log.append([event('a')]), gone)
    mishaps.isDown = true
    for (const id of ['b', 'c']) {
      await assert.rejects(log.append([event(id)]), { code: 'unavailable', retryAfterSeconds: 1 })
    }
    mishaps.insert = 'fine'
    mishaps.isDown = false
    assert.deepEqual(await log.append([event('a'), event('b')]), ['stored', 'stored'])
    mishaps.insert = 'lost'
    await assert.rejects(log.append([event('d')]), gone)
    mishaps.isDown = true
    const last = log.append([event('e')])
    await Promise.all([assert.rejects(last, { code: 'unavailable' }), log.close()])
    mishaps.isDown = false
  })
})

/** The real engine, but for what befalls it. */
function withMishaps(engine: Engine, mishaps: Mishaps): Engine {
  const insertBinary: Engine['insertBinary'] = async (...insert) => {
    if (mishaps.isDown || mishaps.insert === 'lost') throw gone
    await engine.insertBinary(...insert)
    if (mishaps.insert !== 'fine') throw gone
  }
  const settle: Engine['settle'] = async (statementId) => {
    while (mishaps.isDown) await new Promise((resolve) => setTimeout(resolve, 10))
    await engine.settle(statementId)
  }
  return new Proxy(engine, {
    get: (target, name) => {
      if (name === 'insertBinary') return insertBinary
      if (name === 'settle') return settle
      const value = target[name as keyof Engine]
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
