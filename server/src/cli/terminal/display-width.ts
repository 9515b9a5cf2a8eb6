const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

// East Asian wide and fullwidth ranges that occur in text; emoji are told by their property.
const wide =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u
const plain = /^[\x20-\x7e]*$/

/** How many columns of a terminal a text takes. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length
  let columns = 0
  for (const { segment } of segmenter.segment(text)) columns += columnsOf(segment)
  return columns
}

function columnsOf(segment: string): number {
  return wide.test(segment) ? 2 : 1
}

/** As much of the text as fits, with an ellipsis where something was cut. */
export function cut(text: string, columnsMax: number): string {
  if (displayWidth(text) <= columnsMax) return text
  let columns = 0
  let kept = ''
  for (const { segment } of segmenter.segment(text)) {
    columns += columnsOf(segment)
    if (columns > columnsMax - 1) break
    kept += segment
  }
  return columnsMax < 1 ? '' : `${kept}…`
}

/** Lines of at most so many columns, broken at spaces where there are any. Line breaks in the text stay. */
export function wrap(text: string, columnsMax: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(1, columnsMax)))
}

function wrapLine(line: string, columnsMax: number): string[] {
  const lines: string[] = []
  let current = ''
  let columns = 0
  for (const word of line.split(/(?<= )/)) {
    const width = displayWidth(word.trimEnd())
    if (columns > 0 && columns + width > columnsMax) {
      lines.push(current.trimEnd())
      current = ''
      columns = 0
    }
    let rest = word
    while (displayWidth(rest.trimEnd()) > columnsMax) {
      const [piece, left] = splitAt(rest, columnsMax)
      lines.push(piece)
      rest = left
    }
    current += rest
    columns += displayWidth(rest)
  }
  return [...lines, current.trimEnd()]
}

function splitAt(text: string, columnsMax: number): [piece: string, left: string] {
  let columns = 0
  let end = 0
  for (const { segment, index } of segmenter.segment(text)) {
    columns += columnsOf(segment)
    // At least one character, or a wide one in a single column would never end.
    if (columns > columnsMax && index > 0) break
    end = index + segment.length
  }
  return [text.slice(0, end), text.slice(end)]
}
