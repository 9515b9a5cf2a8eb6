/** What can be bound: an instant to a DateTime64(3), null to whatever is Nullable, a list to an Array. */
export type BoundValue = string | number | bigint | Date | null | readonly BoundValue[]

/** By the names that a statement has for them. */
export type Params = Readonly<Record<string, BoundValue>>

/**
 * A bound value in the text that ClickHouse reads it from: texts are escaped, and in lists quoted as well.
 * https://clickhouse.com/docs/interfaces/http#cli-queries-with-parameters
 */
export function boundText(value: BoundValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'string') return escaped(value)
  if (value instanceof Date) return (value.getTime() / 1000).toFixed(3)
  return typeof value === 'object' ? `[${value.map(inList).join(',')}]` : String(value)
}

function inList(value: BoundValue): string {
  if (value === null) return 'NULL'
  return typeof value === 'string' ? `'${escaped(value)}'` : boundText(value)
}

const escapes: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  "'": "\\'",
  '\\': '\\\\',
}

function escaped(text: string): string {
  return text.replace(/[\t\n\r'\\]/g, (character) => escapes[character]!)
}
