/**
 * Spreadsheets take a cell that begins with one of these for a formula (or, with a line break or tab before it, for the
 * beginning of one), which may run programs. In a CSV for people it gets a `'` in front; so does one that begins with
 * `'` itself, and one of no characters, which else would look like no value. So the first `'` of a cell can be taken away
 * again, whatever was in it. https://owasp.org/www-community/attacks/CSV_Injection
 */
const takenForFormula = ['=', '+', '-', '@', '\t', '\r', '\n'] as const

export const spreadsheetPrefix = "'"

/** The first characters of cells that are prefixed, as their codes in ASCII; 0 stands for a cell of no characters. */
export const prefixedCodes: readonly number[] = [
  0,
  ...[...takenForFormula, spreadsheetPrefix].map((character) => character.charCodeAt(0)),
]

/** A column that is empty but for its name, and says to whoever reads the CSV back that its cells are prefixed. */
export const prefixMark = `${spreadsheetPrefix}prefixed`

/** A text as a cell that no spreadsheet takes for a formula. */
export function prefixed(text: string): string {
  return prefixedCodes.includes(text === '' ? 0 : text.charCodeAt(0)) ? `${spreadsheetPrefix}${text}` : text
}

/** The text that a prefixed cell stands for. */
export function unprefixed(cell: string): string {
  return cell.startsWith(spreadsheetPrefix) ? cell.slice(spreadsheetPrefix.length) : cell
}
