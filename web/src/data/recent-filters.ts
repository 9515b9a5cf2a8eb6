/** The filters that were asked with in this browser, the newest first, of each thing that can be asked for. */
const countMax = 8
const storagePrefix = 'occur-recent-'

export function recentFilters(of: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storagePrefix + of) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, countMax) : []
  } catch {
    return []
  }
}

export function rememberFilter(of: string, q: string): void {
  const recent = [q, ...recentFilters(of).filter((one) => one !== q)].slice(0, countMax)
  try {
    localStorage.setItem(storagePrefix + of, JSON.stringify(recent))
  } catch {
    // A browser that keeps nothing has none.
  }
}

/** What was looked for may say as much as what was found: it goes with whoever signs out. */
export function forgetFilters(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(storagePrefix)) localStorage.removeItem(key)
  } catch {
    // There are none.
  }
}
