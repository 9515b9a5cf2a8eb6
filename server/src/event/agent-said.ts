import { descriptorBytesMax, rulesOf, sessionStartTypes } from './session-descriptors.ts'

/**
 * The ways in which events say the agent of their session, from the one that is believed most: its name rather than its id,
 * what opens the session rather than another event, then in the order of preference. Each has a letter, in this order too.
 */
export const agentWays = (['agent_name', 'agent_id'] as const)
  .flatMap((descriptor) =>
    [true, false].flatMap((onStart) => rulesOf(descriptor).map(({ name }) => ({ onStart, name }))),
  )
  .map((way, place) => ({ ...way, letter: String.fromCharCode('A'.charCodeAt(0) + place) }))

export const agentNames = [...new Set(agentWays.map(({ name }) => name))]

const startTypes: ReadonlySet<string | null> = new Set(sessionStartTypes)

/** In the text of attributes, before they are looked into: those of most events say nothing. */
const mayBeSaid = new RegExp(`"(?:${agentNames.join('|').replaceAll('.', '\\.')})"`)
/** Letters, digits and signs that names are made of, as escapes. */
const escapes = /\\u00[2567]/

type Attributes = Readonly<Record<string, unknown>>

/**
 * The letter of the way, and the agent: of what an event says of its session's agent that which is believed most; '' for nothing.
 * The engine works out the same (see `store/schema/agent.ts`), but needs milliseconds for it, however few events there are.
 * Null leaves it to the engine: names that may stand there twice, or with escapes, and numbers, which it writes in its own way.
 */
export function agentSaid(
  { session_id, type }: { session_id: string | null; type: string | null },
  attributes: Attributes,
  json: string,
): string | null {
  if (session_id === null) return ''
  if (escapes.test(json)) return agentNames.some((name) => valuesOf(attributes, name).length > 0) ? null : ''
  if (!mayBeSaid.test(json)) return ''
  if (agentNames.some((name) => isTwice(json, name))) return null
  const isStart = startTypes.has(type)
  for (const { onStart, name, letter } of agentWays) {
    if (onStart !== isStart) continue
    const values = valuesOf(attributes, name)
    if (values.length > 1 || (values.length > 0 && isTwice(json, lastKeyOf(name)))) return null
    const [value] = values
    if (typeof value === 'number') return null
    if (typeof value === 'string' && value !== '' && Buffer.byteLength(value) <= descriptorBytesMax)
      return letter + value
  }
  return ''
}

/** `a.b` is the key "a.b" as well as the key b inside of a. */
function valuesOf(attributes: Attributes, name: string): unknown[] {
  const values = Object.hasOwn(attributes, name) ? [attributes[name]] : []
  const [parent, child, ...more] = name.split('.')
  const inner = attributes[parent!]
  if (child !== undefined && more.length === 0 && isObject(inner) && Object.hasOwn(inner, child)) {
    values.push(inner[child])
  }
  return values
}

function lastKeyOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/** As a key, anywhere. */
function isTwice(json: string, key: string): boolean {
  const quoted = `"${key}"`
  const first = json.indexOf(quoted)
  if (first === json.lastIndexOf(quoted)) return false
  let count = 0
  for (let at = first; at >= 0; at = json.indexOf(quoted, at + 1)) {
    if (/^\s*:/.test(json.slice(at + quoted.length, at + quoted.length + 50))) count++
  }
  return count > 1
}

function isObject(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
