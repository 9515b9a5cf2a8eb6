import { saysFailed } from '../event/event.ts'
import { jsonMembers } from '../event/json-members.ts'

/** What the attributes of one event say, under whichever of several names. Null, and an absent name, say nothing. */
export interface Said {
  /** The JSON exactly as it came. */
  json(...names: readonly string[]): string | undefined
  /** The first that is a text, or a message in parts of which some are texts. */
  text(...names: readonly string[]): string | undefined
  /** The first that is a number. */
  number(...names: readonly string[]): number | undefined
  failed: boolean
  /** Numbers, short texts, true and false, each as `name=value`, in the order in which they came. */
  facts(countMax: number): string[]
}

export function said(attributes: string | null): Said {
  const members = jsonMembers(attributes ?? '{}')
  const json = (...names: readonly string[]) =>
    names.map((name) => members.get(name)).find((one) => one !== undefined && one !== 'null')
  return {
    json,
    text: (...names) => first(names, (name) => textOf(json(name))),
    number: (...names) =>
      first(names, (name) => {
        const written = json(name)
        return written !== undefined && /^-?\d/.test(written) ? Number(written) : undefined
      }),
    failed: saysFailed(Object.fromEntries(failureNames.map((name) => [name, parsed(json(name))]))),
    facts: (countMax) => [...members].flatMap(factOf).slice(0, countMax),
  }
}

const failureNames = ['ok', 'is_error', 'error'] as const
const factCharsMax = 200

function factOf([name, json]: [string, string]): string[] {
  if (json === 'null' || /^[{[]/.test(json) || json.length > factCharsMax) return []
  return [`${name}=${json.startsWith('"') ? (JSON.parse(json) as string) : json}`]
}

function textOf(json: string | undefined): string | undefined {
  const value = json !== undefined && /^["[]/.test(json) ? parsed(json) : undefined
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return undefined
  const parts = value.map((part: unknown) => (typeof part === 'string' ? part : (part as { text?: unknown })?.text))
  const texts = parts.filter((part) => typeof part === 'string')
  return texts.length === 0 ? undefined : texts.join('\n')
}

function first<Value>(names: readonly string[], look: (name: string) => Value | undefined): Value | undefined {
  for (const name of names) {
    const value = look(name)
    if (value !== undefined) return value
  }
  return undefined
}

function parsed(json: string | undefined): unknown {
  return json === undefined ? undefined : JSON.parse(json)
}
