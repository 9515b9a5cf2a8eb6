/**
 * Times as the filter language writes them: a date, a date and time, or one that is relative to now. What they are in
 * nanoseconds is for the server to say; whether they are any is said here, so that a page can say it while one types.
 */
const absolute = /^\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?\s?([Zz]|[+-]\d\d(:?\d\d)?)?)?$/
const relative = /^-(\d{1,6})(s|m|h|d|w)$/
const named = new Set(['now', 'today', 'yesterday'])

export function isTime(text: string): boolean {
  return absolute.test(text) || relative.test(text) || named.has(text)
}

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** Milliseconds before now of `-24h` and the like; undefined when it is none. */
export function agoMs(text: string): number | undefined {
  const match = relative.exec(text)
  return match ? Number(match[1]) * unitMs[match[2] as keyof typeof unitMs] : undefined
}
