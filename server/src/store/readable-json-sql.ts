/**
 * The engine reads no JSON in which any number is too large for 64 bits or for a double, not even its other members.
 * This is `text` with such numbers cut to 15 digits where it has one: fit to look for the other members.
 */
export function readableJsonSql(text: string): string {
  return `if(isValidJSON(${text}), ${text}, replaceRegexpAll(${text}, '${numberTooLarge}', '\\\\1\\\\2\\\\3'))`
}

/** Or a string, which stays as it is (\1), so that digits in text are not taken for numbers. */
const numberTooLarge = [
  '("(?:[^"\\\\]|\\\\.)*")',
  '(-?\\d{15})\\d{4,}(?:\\.\\d+)?(?:[eE][+-]?\\d+)?',
  '(-?\\d{1,15})\\d*(?:\\.\\d+)?[eE][+-]?\\d{3,}',
]
  .join('|')
  .replaceAll('\\', '\\\\')
