/** Names as they are compared: senders do not agree on how to write the space between two words. */
export function plain(name: string | null): string {
  return (name ?? '').toLowerCase().replaceAll(/[_. ]/g, '-')
}
