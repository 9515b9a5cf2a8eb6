/** `2026-03-02T14:06:54.206180Z` as `2026-03-02 14:06:54.206`: in UTC as it came, to milliseconds. */
export function dateAndTime(timestamp: string): string {
  return `${timestamp.slice(0, 10)} ${timeOfDay(timestamp)}`
}

/** For tables, where the rest is in `--json`. */
export function dateAndSecond(timestamp: string): string {
  return dateAndTime(timestamp).slice(0, 'YYYY-MM-DD hh:mm:ss'.length)
}

export function timeOfDay(timestamp: string): string {
  const [, time = '', fraction = ''] = /T(\d\d:\d\d:\d\d)(?:\.(\d+))?/.exec(timestamp) ?? []
  return `${time}.${fraction.slice(0, 3).padEnd(3, '0')}`
}

/** Milliseconds as people say them: `412 ms`, `3.4 s`, `2 min 05 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`
  return `${Math.floor(seconds / 3600)} h ${String(Math.floor((seconds % 3600) / 60)).padStart(2, '0')} min`
}
