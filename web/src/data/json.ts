/**
 * JSON that loses nothing on its way to the screen: a number that a double cannot hold keeps the text it came as.
 */

/** A number whose text says more than a double does: `123456789012345678901234567890`, `1e400`, `1.50`. */
export class ExactNumber {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

/** Any JSON value as it is held here. */
export type Value = null | boolean | number | string | ExactNumber | Value[] | { [key: string]: Value }

export type Attributes = { [key: string]: Value }

/** Reads an answer of the API: exact numbers under `attributes`, plain ones everywhere else. */
export function parseAnswer(text: string): unknown {
  // Looking at every value costs ten times as much as reading, which a live feed of a thousand events a second feels.
  return mayLose.test(text) ? withPlainNumbers(JSON.parse(text, keepExact)) : JSON.parse(text)
}

/** Whether a text may hold a number that a double writes in another way: long, with an exponent, with zeros at its end. */
const mayLose = /\d[\d.]{15}|[:,[\s]-?\d[\d.]*[eE]|\.\d*0[\s,\]}]|-0[\s,\]}]|0\.000000/

/** Reads any JSON with its numbers exact, or answers undefined when the text is not JSON. */
export function parseExact(text: string): Value | undefined {
  try {
    return JSON.parse(text, keepExact) as Value
  } catch {
    return undefined
  }
}

/** The object or array that a text holds, if it holds one: tools like to answer with JSON in a string. */
export function embeddedJson(text: string): Value[] | Attributes | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined
  const value = parseExact(text)
  return isObject(value) || Array.isArray(value) ? value : undefined
}

/** Writes a value for people, numbers as they came. */
export function printJson(value: Value, indent = '  ', margin = ''): string {
  if (value instanceof ExactNumber) return value.source
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = margin + indent
  const [open, close, parts] = Array.isArray(value)
    ? ['[', ']', value.map((item) => printJson(item, indent, inner))]
    : [
        '{',
        '}',
        Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${printJson(item, indent, inner)}`),
      ]
  if (parts.length === 0) return open + close
  if (indent === '') return open + parts.join(', ') + close
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`
}

export function isObject(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
}

/** Older browsers do not hand over the source; they show the nearest double, as every browser used to. */
function keepExact(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value
  return String(value) === context.source ? value : new ExactNumber(context.source)
}

function withPlainNumbers(value: unknown): unknown {
  if (value instanceof ExactNumber) return Number(value.source)
  if (Array.isArray(value)) return value.map(withPlainNumbers)
  if (!isObject(value)) return value
  for (const key of Object.keys(value)) {
    if (key !== 'attributes') value[key] = withPlainNumbers(value[key]) as Value
  }
  return value
}
