/** A ClickHouse string literal, for lists that are too long to be bound: parameters travel in the URL. */
export function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\0', '\\0')}'`
}

/** A name in a ClickHouse statement, whatever is in it. */
export function identifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``
}

/** For statements with such lists: a thousand ids of half a kilobyte each do not fit into the usual size. */
export const longStatement = { max_query_size: 16 * 1024 ** 2 }
