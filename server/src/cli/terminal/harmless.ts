/**
 * Text from events, made harmless for a terminal: control characters (escape sequences begin with one) and the
 * characters that turn the direction of writing become visible instead of acting. Line breaks are kept only on request.
 */
export function harmless(text: string, { keepLineBreaks = false } = {}): string {
  const lines = keepLineBreaks ? text.replace(/\r\n?/g, '\n') : text.replace(/[\r\n\t]+/g, ' ')
  return lines
    .replace(/\t/g, '  ')
    .replace(acting, (character) => (character === '\n' ? character : visible(character.charCodeAt(0))))
}

// Cc is C0, DEL and C1; then line and paragraph separators, bidirectional overrides and isolates.
const acting = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu

/** Unicode has a picture for each C0 control; the rest are written as their number. */
function visible(code: number): string {
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  return `\\u${code.toString(16).padStart(4, '0')}`
}
