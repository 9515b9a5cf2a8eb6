import { agents } from './agents.ts'
import { createTown } from './people.ts'
import type { Random } from './random.ts'
import { type DemoEvent, sessionEvents } from './session.ts'

/** Several sessions at the same time: each event is the next one of any of them. Never ends. */
export function* crowdEvents(random: Random, sessionsAtOnce: number): Generator<DemoEvent> {
  const town = createTown(random, Math.max(12, sessionsAtOnce * 3))
  const begin = () => sessionEvents(random.pick(agents), random.pick(town), random)
  const sessions = [begin()]
  while (true) {
    // They arrive one after the other rather than all at once.
    if (sessions.length < sessionsAtOnce && random.chance(0.3)) sessions.push(begin())
    const index = random.whole(0, sessions.length - 1)
    const { done, value } = (sessions[index] as ReturnType<typeof begin>).next()
    if (done) sessions[index] = begin()
    else yield value
  }
}
