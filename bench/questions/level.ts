import type { Occur } from '../contenders/occur.ts'
import type { Postgres } from '../contenders/postgres.ts'
import type { SixtyDays } from '../invented/sixty-days.ts'
import { type Arrived, Sender, type Target } from './arrivals.ts'

/** Where what arrives goes to, and how much of it is there already. */
export interface Arriving {
  target: Target
  arrived(): Promise<number>
}

export function arrivingOf(
  occur: Occur,
  postgres: Postgres | null,
  filled: SixtyDays,
): { occur: Arriving; postgres: Arriving | null } {
  return {
    occur: {
      target: { url: occur.url, headers: occur.headers },
      arrived: async () => (await occur.count()) - filled.eventCount,
    },
    postgres: postgres && {
      target: { psql: postgres.psql },
      arrived: async () => (await postgres.count()) - filled.eventCount,
    },
  }
}

/** Does this while 1,000 events a second arrive there. */
export async function whileEventsArrive<Result>(
  { target, arrived }: Arriving,
  filled: SixtyDays,
  work: () => Promise<Result>,
): Promise<{ result: Result; arrived: Arrived }> {
  const sender = await Sender.start({ target, filled, skip: await arrived() })
  try {
    return { result: await work(), arrived: await sender.stop() }
  } finally {
    sender.end()
  }
}

/** Lets arrive with each what only the others have: then all of them hold the same events. */
export async function level(all: readonly Arriving[], filled: SixtyDays): Promise<void> {
  const arrived = await Promise.all(all.map((one) => one.arrived()))
  const most = Math.max(...arrived)
  for (const [at, { target }] of all.entries()) {
    const count = most - arrived[at]!
    if (count === 0) continue
    const sender = await Sender.start({ target, filled, skip: arrived[at]!, count })
    await sender.whenDone()
  }
}
