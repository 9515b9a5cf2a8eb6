/** A ClickHouse string literal, for lists that are too long to be bound: parameters travel in the URL. */
export function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0')}'`
}
