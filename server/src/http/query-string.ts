/**
 * Reads a query string: `+` is a space, a repeated key is an array, a comma is part of its value. Whether a key that
 * came once is a list of one, and whether its text is a number, is for the schema to say: see `fitQuery`.
 */
export function parseQueryString(text: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = Object.create(null)
  for (const [key, value] of new URLSearchParams(text)) {
    const before = query[key]
    if (before === undefined) query[key] = value
    else if (Array.isArray(before)) before.push(value)
    else query[key] = [before, value]
  }
  return query
}

/**
 * Turns texts into what the schema expects, in place. An empty value of anything but a list is no value, and
 * so is `null`, which is how some clients write that. What does not fit is left as it came, for the validator to name.
 *
 * The lists that clients of another API ask ignore parameters that they do not know, as they did there. A closed schema
 * (`additionalProperties: false`) has them refused.
 */
export function fitQuery(query: Record<string, unknown>, schema: object): void {
  const { properties = {}, additionalProperties } = schema as QuerySchema
  // What the schema does not name is checked by nobody, so no handler is to find it.
  if (additionalProperties !== false) {
    for (const name of Object.keys(query)) if (!Object.hasOwn(properties, name)) delete query[name]
  }
  for (const [name, { type }] of Object.entries(properties)) {
    const value = query[name]
    if (value === undefined) continue
    if (type === 'array') {
      if (!Array.isArray(value)) query[name] = [value]
    } else if (value === '' || value === 'null') {
      delete query[name]
    } else if (type === 'integer' && typeof value === 'string' && /^[+-]?\d{1,15}$/.test(value.trim())) {
      query[name] = Number(value)
    } else if (type === 'boolean' && (value === 'true' || value === 'false')) {
      query[name] = value === 'true'
    }
  }
}

interface QuerySchema {
  properties?: Record<string, { type?: unknown }>
  additionalProperties?: boolean
}
