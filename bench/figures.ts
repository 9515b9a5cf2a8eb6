/** The middle one, of two in the middle their average: a round that something else disturbed does not move it. */
export function median(values: readonly number[]): number {
  const sorted = inOrder(values)
  const after = sorted.length >> 1
  return (sorted[sorted.length - 1 - after]! + sorted[after]!) / 2
}

/** `part` 0.99: the value that 99 of 100 do not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = inOrder(values)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!
}

function inOrder(values: readonly number[]): Float64Array {
  if (values.length === 0) throw new Error('nothing was measured')
  return Float64Array.from(values).sort()
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}

export function decimal(value: number, digits = 1): string {
  return value.toFixed(digits)
}

export function mebibytes(bytes: number): string {
  return `${(bytes / 1024 ** 2).toFixed(0)} MiB`
}

/** What a figure has to be, and whether it is. */
export function verdict(isMet: boolean): string {
  return isMet ? 'met' : 'MISSED'
}

/** Rows of text under a heading; all but the first column are figures. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  console.log(`\n${title}`)
  for (const [index, row] of rows.entries()) {
    const cells = row.map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!)))
    console.log(`  ${cells.join('   ').trimEnd()}`)
    if (index === 0) console.log(`  ${widths.map((width) => '-'.repeat(width)).join('   ')}`)
  }
}
