import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '../engine/engine.ts'
import { isAlive } from '../engine/process-facts.ts'
import { AppError } from '../event/errors.ts'
import { writersSchema } from './schema/writers.ts'

/** How often the holder says that it is alive, and after how long without a word it is taken for dead. */
const renewMs = 10_000
const staleMs = 35_000
/** Longer than two that start at the same moment take from looking who holds it to taking it. */
const togetherMs = 250

/**
 * One Occur writes to a database: it alone numbers commits and knows which ids are stored. For the private engine the lock
 * of the data folder sees to that; a ClickHouse server can be reached from anywhere, so there the writer holds a lease, which it
 * takes before it touches any other table, and where there are none yet. Throws `conflict` when somebody else does. `onLost` is called when it was taken over, after this process was silent for
 * too long: from then on it must not write.
 */
export async function holdWriterLease(
  engine: Engine,
  writer: number,
  onLost: () => void,
): Promise<{ release(): Promise<void> }> {
  const holder = randomUUID()
  const host = hostname()
  const processId = process.pid
  for (const statement of writersSchema) await engine.command(statement)
  await refuseOther()
  await renew()
  // Of several that start together, all of which saw it free, the last one has it.
  await sleep(togetherMs)
  await refuseOther()

  let isHeld = true
  let renewing: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    renewing = keep().catch(() => undefined) // The engine is away: the next round says more.
  }, renewMs)
  timer.unref()
  return { release }

  async function refuseOther(): Promise<void> {
    const lease = await currentLease(engine, writer)
    if (lease && lease.holder !== holder && isHolding(lease)) throw inUse(lease)
  }

  function isHolding(lease: Lease): boolean {
    // On the same host the dead are known at once.
    if (lease.host === host && !isAlive(lease.process_id)) return false
    return lease.age_ms < staleMs
  }

  async function keep(): Promise<void> {
    const lease = await currentLease(engine, writer)
    if (lease?.holder === holder) return renew()
    isHeld = false
    clearInterval(timer)
    onLost()
  }

  /** The engine's clock is the one that all holders share. */
  function renew(): Promise<void> {
    return engine.command(
      `INSERT INTO writer_lease SELECT {writer:UInt16}, {holder:String}, {host:String}, {processId:UInt32}, now64(3),
        toUnixTimestamp64Milli(now64(3))`,
      { params: { writer, holder, host, processId } },
    )
  }

  async function release(): Promise<void> {
    clearInterval(timer)
    await renewing
    if (!isHeld || (await currentLease(engine, writer))?.holder !== holder) return
    // As if silent for long, so that the next one need not wait.
    await engine.command(
      `INSERT INTO writer_lease SELECT {writer:UInt16}, '', {host:String}, 0, toDateTime64(0, 3, 'UTC'),
        toUnixTimestamp64Milli(now64(3)) + 1`,
      { params: { writer, host } },
    )
  }
}

interface Lease {
  holder: string
  host: string
  process_id: number
  age_ms: number
}

async function currentLease(engine: Engine, writer: number): Promise<Lease | undefined> {
  const [lease] = await engine.rows<Lease>(
    `SELECT holder, host, process_id, toFloat64(dateDiff('millisecond', seen_at, now64(3))) AS age_ms
    FROM writer_lease FINAL WHERE writer = {writer:UInt16}`,
    { params: { writer } },
  )
  return lease
}

function inUse({ host, process_id, age_ms }: Lease): AppError {
  return new AppError(
    'conflict',
    `This database is written by another Occur, process ${process_id} on ${host}, last seen ${Math.round(age_ms / 1000)} s ago. Stop it first, or use another database (OCCUR_CLICKHOUSE_DATABASE). If it died, try again in ${Math.ceil(staleMs / 1000)} s`,
  )
}
