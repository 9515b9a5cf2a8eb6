import { createRandom, type Random } from '../../server/src/cli/demo/random.ts'
import { calendar } from './calendar.ts'
import { pickAgent, userId } from './cast.ts'
import { digits } from './chance.ts'
import { Deliveries } from './deliveries.ts'
import { type BenchEvent, type Matter, sessionEvents, sessionMsMax } from './session.ts'

export interface SixtyDays {
  seed: number
  eventCount: number
  /** No event is later; the first ones are sixty days earlier. */
  endMs: number
}

const daysMs = 60 * 24 * 3_600_000
/** Sessions begin at any moment, not evenly: each as much as this after its turn. */
const jitterMsMax = 600_000
const followUpChance = 0.3
/** A call is followed up within the next so many calls: a day or two, of ten million events. */
const openMattersMax = 20_000

/**
 * Invented events of voice, text and chat agents over sixty days: about 450 bytes each as JSON, in the order in which they
 * are sent, which is nearly that in which they occur: many sessions are under way at any moment, and a few events come late.
 * The same arguments give the same events.
 */
export function* sixtyDays({ seed, eventCount, endMs }: SixtyDays): Generator<BenchEvent> {
  const random = createRandom(seed)
  const beginMs = endMs - daysMs
  const turnOf = calendar(beginMs, endMs - sessionMsMax - jitterMsMax)
  const matters: Matter[] = []
  const deliveries = new Deliveries(random)
  let made = 0
  while (made < eventCount) {
    const turnMs = turnOf(made / eventCount)
    yield* deliveries.before(turnMs)
    const startMs = Math.round(turnMs + random.fraction() * jitterMsMax)
    const events = sessionEvents(random, nextMatter(random, matters), startMs).slice(0, eventCount - made)
    deliveries.add(events)
    made += events.length
  }
  yield* deliveries.before(Number.POSITIVE_INFINITY)
}

/** A new one, or one that somebody calls about again. */
function nextMatter(random: Random, matters: Matter[]): Matter {
  if (matters.length > 0 && random.chance(followUpChance)) return random.pick(matters)
  const agent = pickAgent(random)
  const matter: Matter = {
    agent,
    conversation_id: random.chance(0.97) ? `conv-${digits(random, 9)}` : null,
    user_id: random.chance(0.96) ? userId(random, agent.channel) : null,
  }
  if (matters.length < openMattersMax) matters.push(matter)
  else matters[random.whole(0, openMattersMax - 1)] = matter
  return matter
}
