import type { EventInput, Json } from '@occur/client'
import { createRandom, type Random } from '../server/src/cli/demo/random.ts'

export type BenchEvent = EventInput & { event_id: string }

/** So many sessions are under way at any moment; their events come interleaved, as they would. */
const sessionsAtOnce = 200
/** How far apart events are on average: ten million are about a month. */
const stepMsMax = 500
const beginMs = Date.UTC(2026, 0, 5, 8)

/**
 * Invented events of voice agents, without end: about 450 bytes each as JSON (370 to 580), in the order in which they occur. The
 * same seed gives the same events. About a quarter are tool calls, one session in eight ends with a transfer, and
 * people call again.
 */
export function* benchEvents(seed: number): Generator<BenchEvent> {
  const random = createRandom(seed)
  const sessions = Array.from({ length: sessionsAtOnce }, (_, index) => session(random, index))
  let sessionsBegun = sessionsAtOnce
  for (let ms = beginMs; ; ms += random.whole(0, stepMsMax)) {
    const at = random.whole(0, sessionsAtOnce - 1)
    const { value } = sessions[at]!.next()
    if (value === undefined) {
      sessions[at] = session(random, sessionsBegun++)
      continue
    }
    yield { event_id: timeOrderedId(random, ms), timestamp: microseconds(random, ms), ...value }
  }
}

/** What a session knows of its events; ids and times come from outside. */
type SessionEvent = Omit<BenchEvent, 'event_id' | 'timestamp'>

function* session(random: Random, number: number): Generator<SessionEvent> {
  // A third of all calls are a second or third try of the same matter.
  const isFollowUp = number > sessionsAtOnce && random.chance(0.33)
  const matter = isFollowUp ? number - random.whole(1, sessionsAtOnce) : number
  const caller = createRandom(matter)
  const ids = {
    session_id: `call-${(number + 100_000).toString(36)}-${random.digits(8)}`,
    conversation_id: `conv-${matter + 100_000}`,
    user_id: `+1${caller.whole(201, 989)}${caller.digits(7)}`,
  }
  const agent = random.pick(agents)
  const event = (facts: Omit<SessionEvent, keyof typeof ids>): SessionEvent => ({ ...ids, ...facts })
  const tool = (name: string, args: Json, result: Json) =>
    event({
      source: 'tool-call',
      source_id: name,
      category: 'tool',
      type: 'tool-call',
      description: `Called ${name}`,
      attributes: { arguments: args, result, ok: !random.chance(0.06), duration_ms: random.whole(40, 2400) },
    })

  yield event({
    source: null,
    source_id: null,
    category: 'session',
    type: 'session-start',
    description: `Call answered by ${agent}`,
    attributes: {
      channel: { type: 'voice_sip_v1', trunk: `sip-${random.whole(1, 12)}`, codec: random.pick(['PCMU', 'opus']) },
      agent: { id: agent, version: `2026.${random.whole(1, 9)}` },
      prompt: { id: `${agent}-main`, name: 'Main dialogue' },
      is_test: false,
    },
  })
  const turnCount = random.whole(3, 9)
  for (let turn = 0; turn < turnCount; turn++) {
    const said = sentence(random)
    yield event({
      source: null,
      source_id: null,
      category: 'conversation',
      type: 'user-message',
      description: said,
      attributes: { turn, lang: 'en-US', confidence: random.whole(61, 99) / 100, stt_ms: random.whole(90, 700) },
    })
    if (random.chance(0.6)) {
      const code = random.digits(6)
      yield tool(
        random.pick(tools),
        { reference: code, date: `2026-0${random.whole(1, 9)}-${random.whole(10, 28)}`, caller: ids.user_id },
        {
          reference: code,
          status: random.pick(states),
          slots: random.whole(0, 9),
          amount: random.whole(900, 99_000) / 100,
        },
      )
    }
    yield event({
      source: 'llm-prompt',
      source_id: `${agent}-main`,
      category: 'conversation',
      type: 'agent-message',
      description: `${random.pick(openings)} ${sentence(random)}`,
      attributes: { turn, model: 'gpt-4o', tokens_in: random.whole(400, 6000), tokens_out: random.whole(12, 180) },
    })
  }
  const isTransferred = random.chance(0.125)
  if (isTransferred) {
    yield event({
      source: 'tool-call',
      source_id: 'transfer',
      category: 'automation',
      type: 'phone-transfer',
      description: `Transfer to phone number +1${random.whole(201, 989)}${random.digits(7)}`,
      attributes: { transfer: { target: random.pick(desks), status: 'bridged' }, reason: sentence(random) },
    })
  }
  yield event({
    source: null,
    source_id: null,
    category: 'session',
    type: 'session-end',
    description: isTransferred ? 'Call transferred' : 'Call ended by the caller',
    attributes: {
      duration_s: random.whole(20, 900),
      user_terminated: !isTransferred,
      summary: `${sentence(random)} ${sentence(random)}`,
      cost: { stt: random.whole(1, 90) / 1000, llm: random.whole(1, 900) / 1000, tts: random.whole(1, 200) / 1000 },
    },
  })
}

/** Not grammar, but about as hard to compress as what people say. */
function sentence(random: Random): string {
  const count = random.whole(6, 14)
  const picked = Array.from({ length: count }, () => (random.chance(0.06) ? random.digits(4) : random.pick(words)))
  return `${picked.join(' ')}.`
}

/** A UUIDv7, as senders make them: time first, then chance. */
function timeOrderedId(random: Random, ms: number): string {
  const time = ms.toString(16).padStart(12, '0')
  const hex = (digits: number) =>
    Math.floor(random.fraction() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-a${hex(3)}-${hex(6)}${hex(6)}`
}

function microseconds(random: Random, ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}${random.digits(3)}Z`
}

const agents = ['front-desk', 'billing-line', 'rebooking', 'tracking', 'after-hours', 'claims-intake']
const tools = [
  'find_customer',
  'find_slots',
  'book_slot',
  'get_order',
  'cancel_order',
  'quote_price',
  'verify_identity',
]
const states = ['open', 'confirmed', 'cancelled', 'waiting', 'not found', 'paid', 'overdue']
const desks = ['front desk', 'billing', 'claims', 'night duty', 'refunds']
const openings = [
  'Of course.',
  'Let me check that.',
  'I understand.',
  'Thank you.',
  'One moment, please.',
  'All right.',
]
const words =
  `a about after again all am an and any appointment are as ask at back bad be because before better bill book
booked bring but by call called can cancel card change charge check code come could day did do doctor done down email
end everything find fine first flight for found friday from get give go going good got had has have help here home hotel
hour how i if in invoice is it its just keep know last late later leave let like line little look lost made make may me
mean message minute monday money month more morning move much my name need never new next night no not nothing now number
of off office okay old on once one only open or order other our out over package paid parcel pay people phone please
policy possible price problem put question ready really receive refund repeat reservation right room said same say
schedule seat see send sent service she should since so some somebody something soon sorry speak start still stop store
sure take talk tell ten than thank that the their them then there these they thing think this three through thursday
ticket till time to today together told tomorrow too train transfer tried try tuesday two under until up update us use
very visit wait want was way we wednesday week well went were what when where which while who why will with without work
would write wrong year yes yesterday yet you your`.split(/\s+/)
