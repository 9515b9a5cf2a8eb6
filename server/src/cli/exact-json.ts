import { elementsOf, membersOf } from './json-text.ts'

const texts = new WeakMap<object, string>()

/** `JSON.parse` for the client, which also remembers the exact text of the answer and of each of its `items`. */
export function parseExactly(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null) return value
  texts.set(value, text)
  const { items } = value as { items?: unknown }
  if (Array.isArray(items)) {
    const list = memberText(text, 'items')
    if (list !== undefined) for (const [index, item] of elementsOf(list).entries()) texts.set(items[index], item)
  }
  return value
}

/** The text as the server sent it, for something that `parseExactly` read. */
export function exactText(value: object): string {
  return texts.get(value) ?? JSON.stringify(value)
}

/** The exact text of one member of such a thing; undefined when it is absent. */
export function exactMember(value: object, key: string): string | undefined {
  return memberText(exactText(value), key)
}

function memberText(text: string, key: string): string | undefined {
  const span = membersOf(text).find((member) => member.key === key)?.value
  return span && text.slice(span.start, span.end)
}
