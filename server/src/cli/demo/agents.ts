import type { Agent, DemoEvent, Ending, Talk } from './session.ts'

/** The agents of the demo: three businesses, three channels. */
export const agents: readonly Agent[] = [
  { id: 'harbor-dental', name: 'Harbor Dental front desk', channel: 'voice_sip_v1', model: 'gpt-4o', talk: dental },
  {
    id: 'northwind-air',
    name: 'Northwind Air rebooking',
    channel: 'web_chat_v1',
    model: 'claude-sonnet-4',
    talk: airline,
  },
  { id: 'parcel-post', name: 'Parcel Post tracking', channel: 'sms_v1', model: 'gpt-4o-mini', talk: parcel },
]

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']

function* dental({ random, person, user, agent, tool, transfer }: Talk): Generator<DemoEvent, Ending> {
  const day = random.pick(days)
  const hour = random.whole(8, 16)
  yield agent('Harbor Dental, this is the assistant. How can I help you today?')
  if (random.chance(0.2)) {
    yield user(random.pick(['I have terrible pain since last night.', 'I think I broke a tooth, it is bleeding.']))
    yield tool('check_urgency', { symptoms: 'acute pain' }, { urgent: true, advice: 'see a dentist today' })
    yield agent('That should be seen today. I am putting you through to the practice right now.')
    yield transfer('phone-transfer', '+18045550142', 'urgent symptoms')
    return 'transferred'
  }
  yield user(random.pick([`Hi, I need a cleaning, ideally on ${day}.`, `Can I come in on ${day}? Just a check-up.`]))
  yield tool('find_patient', { phone: person.phone }, { patient_id: `p-${random.digits(5)}`, name: person.name })
  const isDown = random.chance(0.12)
  const slots = [`${day} ${hour}:00`, `${day} ${hour + 1}:30`]
  yield tool(
    'find_slots',
    { day, type: 'cleaning' },
    { slots },
    { error: isDown ? 'calendar: timed out after 8 s' : undefined },
  )
  if (isDown) {
    yield agent('I cannot reach our calendar at the moment. Let me connect you with a colleague.')
    yield transfer('human-transfer', 'front desk', 'calendar not reachable')
    return 'transferred'
  }
  yield agent(`I have ${slots.join(' or ')}. Which one suits you, ${person.name.split(' ')[0]}?`)
  if (random.chance(0.1)) return 'user left'
  yield user(random.pick(['The first one, please.', 'The later one is better.', 'First is fine, thanks.']))
  yield tool(
    'book_slot',
    { slot: random.pick(slots), patient: person.name },
    { confirmation: `HD-${random.digits(6)}` },
  )
  yield agent(`Done: ${day} it is. You will get a text message to confirm. Anything else?`)
  yield user(random.pick(['No, that is all. Bye!', 'Great, thank you!']))
  return 'goal met'
}

const cities = ['Lisbon', 'Seattle', 'Oslo', 'Chicago', 'Nairobi', 'Kyoto', 'Austin']

function* airline({ random, person, user, agent, tool, transfer }: Talk): Generator<DemoEvent, Ending> {
  const [from, to] = [random.pick(cities.slice(0, 3)), random.pick(cities.slice(3))]
  const code = `NW${random.digits(4)}`
  yield user(`My flight from ${from} to ${to} was cancelled, I need another one.`)
  yield agent('I am sorry to hear that. May I have your booking code?')
  yield user(random.pick([code, `It is ${code}.`, `${code}, for two people`]))
  yield tool(
    'get_booking',
    { code },
    {
      code,
      passenger: person.name,
      segments: [{ from, to, status: 'cancelled' }],
      fare: { class: 'M', paid: random.whole(180, 940) },
    },
  )
  const options = Array.from({ length: random.whole(1, 3) }, () => ({
    flight: `NW${random.whole(100, 999)}`,
    departs: `${String(random.whole(6, 22)).padStart(2, '0')}:${random.pick(['05', '20', '45'])}`,
    seats: random.whole(1, 9),
  }))
  yield tool('search_flights', { from, to, date: 'tomorrow' }, { options })
  yield agent(
    `Tomorrow there is ${options.map(({ flight, departs }) => `${flight} at ${departs}`).join(', ')}. Shall I book one?`,
  )
  if (random.chance(0.25)) {
    yield user('No, I want my money back, and a human, please.')
    yield agent('I understand. I will hand you over to our refunds agent.')
    yield transfer(random.chance(0.5) ? 'agent-handoff' : 'human-transfer', 'refunds', 'asks for a refund')
    return 'transferred'
  }
  yield user(random.pick(['Yes, the first one.', 'The earliest, please.', 'OK, book it.']))
  const chosen = options[0] as (typeof options)[number]
  const isFull = random.chance(0.15)
  yield tool(
    'rebook',
    { code, flight: chosen.flight },
    { ticket: random.digits(13) },
    { error: isFull ? `409: ${chosen.flight} is sold out` : undefined },
  )
  if (isFull) {
    yield agent('Somebody was faster: that flight has just sold out. I will find you something else and write to you.')
    return random.chance(0.5) ? 'failed' : 'user left'
  }
  yield agent(`You are on ${chosen.flight} at ${chosen.departs}. Your boarding pass is on its way. Safe travels!`)
  return 'goal met'
}

const stops = ['Louisville sorting centre', 'Reno depot', 'Frankfurt airport', 'your local depot']

function* parcel({ random, user, agent, tool, transfer }: Talk): Generator<DemoEvent, Ending> {
  const number = `PP${random.digits(9)}`
  yield user(random.pick([`where is ${number}??`, `${number}`, `hi, parcel ${number} should be here since yesterday`]))
  const stop = random.pick(stops)
  const isLost = random.chance(0.1)
  yield tool('track', { number }, { number, last_seen: stop, delivered: false, lost: isLost })
  if (isLost) {
    yield agent(`Nobody has scanned ${number} for a week. I am opening a search for it.`)
    yield tool('open_search', { number }, { case: `S-${random.digits(5)}` })
    yield agent('A colleague will call you about it.')
    yield transfer('human-transfer', 'claims', 'parcel lost')
    return 'transferred'
  }
  yield agent(`It is at ${stop} and comes ${random.pick(['today before 18:00', 'tomorrow morning', 'on Friday'])}.`)
  if (random.chance(0.4)) {
    yield user(random.pick(['can you leave it with the neighbour', 'put it in the garage pls']))
    yield tool('set_drop_off', { number, place: 'neighbour' }, { ok: true })
    yield agent('Noted. The driver will leave it there.')
  }
  yield user(random.pick(['thx', 'ok 👍', 'thanks!']))
  return 'goal met'
}
