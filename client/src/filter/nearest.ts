/** The name that was probably meant: the one with the fewest letters to change, if those are few. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const lower = name.toLowerCase()
  const changesMax = Math.max(1, Math.floor(name.length / 3))
  const [best] = names
    // Names of another length need that many changes at least, so of a long text it costs nothing to find none.
    .filter((known) => Math.abs(known.length - name.length) <= changesMax)
    .map((known) => ({ known, changes: changesBetween(lower, known.toLowerCase()) }))
    .sort((a, b) => a.changes - b.changes)
  return best && best.changes <= changesMax ? best.known : undefined
}

/** Letters to add, to leave out, to replace, or to swap with their neighbour (the "optimal string alignment" distance). */
function changesBetween(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, i) => i)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    const above = rows[i - 1]!
    for (let j = 1; j <= b.length; j++) {
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? rows[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY
      const replaced = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, replaced, swapped))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
