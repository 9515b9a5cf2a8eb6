/**
 * Counts how often a text was seen among about the last `countMax` different ones. Two generations, each half as large:
 * when the young one is full, the old one is forgotten. The same source in the same order always counts the same.
 */
export function createOccurrences(countMax: number): { count(fingerprint: number): number } {
  let young = new Map<number, number>()
  let old = new Map<number, number>()

  /** 1 for the first occurrence. */
  function count(fingerprint: number): number {
    const seen = young.get(fingerprint) ?? old.get(fingerprint) ?? 0
    if (young.size >= countMax / 2 && !young.has(fingerprint)) {
      old = young
      young = new Map()
    }
    young.set(fingerprint, seen + 1)
    return seen + 1
  }

  return { count }
}
