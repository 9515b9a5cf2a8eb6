import { type FieldRef, type Filter, isNumber, type Test } from '@occur/client/filter'
import type { StoredEvent, TextField } from './event.ts'
import { type Leaf, leavesOf, pathOf } from './leaves.ts'
import { timeRange } from './time-range.ts'
import type { TimestampNs } from './timestamp.ts'
import { holdsWords, wordsOf } from './words.ts'

/**
 * Whether an event passes a filter, worked out in memory. What it says is what `store/filter-sql.ts` says in SQL; one table of
 * cases holds both to it. `now` is what relative times are relative to. Who asks about agents must tell which
 * a session has: an event alone does not say.
 */
export function matches(
  filter: Filter,
  event: StoredEvent,
  now: TimestampNs,
  agentOf: AgentOf = () => {
    throw new Error('To answer a filter that asks about agents it must be told which sessions have')
  },
): boolean {
  return passes(filter, new Examined(event, agentOf), now)
}

/** The agent of a session, null for none. */
export type AgentOf = (session_id: string) => string | null

function passes(filter: Filter, event: Examined, now: TimestampNs): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.of.every((part) => passes(part, event, now))
    case 'or':
      return filter.of.some((part) => passes(part, event, now))
    case 'not':
      return !passes(filter.of, event, now)
    case 'words': {
      const words = wordsOf(filter.text)
      return event.texts.some((text) => holdsWords(text, words, filter.isPrefix))
    }
    case 'field':
      return passesTest(filter.field, filter.test, event, now)
  }
}

function passesTest(field: FieldRef, test: Test, examined: Examined, now: TimestampNs): boolean {
  if (test.op === 'any') return test.of.some((one) => passesTest(field, one, examined, now))
  const { event } = examined
  switch (field.name) {
    case 'timestamp':
    case 'received_at':
      return passesTime(event[field.name], test, now)
    case 'attributes':
      return passesLeaves(examined, pathOf(field.path), test)
    case 'agent':
      return passesText(examined.agent, false, test)
    default:
      return passesText(event[field.name as TextField | 'event_id'], field.name === 'description', test)
  }
}

type PlainTest = Exclude<Test, { op: 'any' }>

function passesTime(instant: TimestampNs, test: PlainTest, now: TimestampNs): boolean {
  if (test.op === 'exists') return true
  if (test.op === 'begins') return false
  const range = timeRange(test.op, test.value, now)
  if (typeof range === 'string') return false
  return (range.from === undefined || instant >= range.from) && (range.to === undefined || instant < range.to)
}

function passesText(text: string | null, isProse: boolean, test: PlainTest): boolean {
  if (text === null) return false
  if (test.op === 'exists') return true
  if (test.op !== 'is' && test.op !== 'begins') return false
  if (isProse) return text.toLowerCase().includes(test.value.toLowerCase())
  return test.op === 'begins' ? text.startsWith(test.value) : text === test.value
}

function passesLeaves({ leaves }: Examined, path: string, test: PlainTest): boolean {
  if (test.op === 'exists') return leaves.some((leaf) => leaf.path === path || leaf.path.startsWith(`${path}.`))
  return leaves.some((leaf) => leaf.path === path && passesLeaf(leaf.value, test))
}

function passesLeaf(value: Leaf['value'], test: Exclude<PlainTest, { op: 'exists' }>): boolean {
  const { op, value: wanted } = test
  if (op === 'begins') return typeof value === 'string' && value.startsWith(wanted)
  if (op === 'is')
    return typeof value === 'number' ? isNumber(wanted) && value === Number(wanted) : String(value) === wanted
  if (typeof value !== 'number' || !isNumber(wanted)) return false
  const number = Number(wanted)
  return op === '<' ? value < number : op === '<=' ? value <= number : op === '>' ? value > number : value >= number
}

/** An event with what is inside its attributes, taken apart once and only when it is asked for. */
class Examined {
  readonly event: StoredEvent
  readonly #agentOf: AgentOf
  #leaves: Leaf[] | undefined

  constructor(event: StoredEvent, agentOf: AgentOf) {
    this.event = event
    this.#agentOf = agentOf
  }

  get agent(): string | null {
    return this.event.session_id === null ? null : this.#agentOf(this.event.session_id)
  }

  get leaves(): Leaf[] {
    this.#leaves ??= this.event.attributes === null ? [] : leavesOf(JSON.parse(this.event.attributes) as object)
    return this.#leaves
  }

  /** Where words are looked for: the description and every text in the attributes. */
  get texts(): string[] {
    const inside = this.leaves.flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
    return this.event.description === null ? inside : [this.event.description, ...inside]
  }
}
