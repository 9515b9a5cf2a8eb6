/** A plain value somewhere inside attributes. */
export interface Leaf {
  /** The keys that lead to it; steps through arrays are left out, so that every element of one has the same path. */
  path: string
  value: string | number | boolean
}

/**
 * The plain values inside attributes, in the order in which they stand. Null is no value; neither is an empty object or
 * array. This is what filters and questions see of attributes, wherever they are answered.
 */
export function leavesOf(attributes: object): Leaf[] {
  const found: Leaf[] = []
  collect(attributes, '', found)
  return found
}

/** The path of these keys as text: joined by dots, with a backslash before a dot or backslash that is part of a key. */
export function pathOf(keys: readonly string[]): string {
  return keys.map(escapeKey).join('.')
}

function collect(value: unknown, path: string, found: Leaf[]): void {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    found.push({ path, value })
  } else if (Array.isArray(value)) {
    for (const element of value) collect(element, path, found)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      collect(inner, path === '' ? escapeKey(key) : `${path}.${escapeKey(key)}`, found)
    }
  }
}

function escapeKey(key: string): string {
  return /[.\\]/.test(key) ? key.replace(/[.\\]/g, '\\$&') : key
}
