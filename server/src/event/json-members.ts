const backslash = 0x5c

/**
 * The members of an object, each with the text of its value exactly as it stands, since no double holds a number of 30
 * digits. Of a key that is written twice the last value counts, as with `JSON.parse`. The text must be a JSON object.
 */
export function jsonMembers(text: string): Map<string, string> {
  const members = new Map<string, string>()
  let depth = 0
  let key: string | null = null
  let valueAt = 0
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '"': {
        const end = textEnd(text, at)
        if (depth === 1 && key === null) key = JSON.parse(text.slice(at, end + 1)) as string
        at = end
        break
      }
      case ':':
        if (depth === 1) valueAt = at + 1
        break
      case '{':
      case '[':
        depth++
        break
      case ',':
        if (depth === 1) take(at)
        break
      case '}':
      case ']':
        depth--
        if (depth === 0) take(at)
        break
    }
  }
  return members

  function take(end: number): void {
    if (key !== null) members.set(key, text.slice(valueAt, end).trim())
    key = null
  }
}

function textEnd(text: string, at: number): number {
  let end = at + 1
  while (true) {
    end = text.indexOf('"', end)
    if (end === -1) return text.length
    let backslashes = 0
    while (text.charCodeAt(end - 1 - backslashes) === backslash) backslashes++
    if (backslashes % 2 === 0) return end
    end++
  }
}
