import type { Occur } from '../contenders/occur.ts'
import type { Postgres } from '../contenders/postgres.ts'
import type { SixtyDays } from '../invented/sixty-days.ts'
import { Sender, type Target } from './arrivals.ts'

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
