import { useSyncExternalStore } from 'react'

/** What the clock says, looked at often enough for "4 minutes ago". One timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => nowMs)
}

const tickMs = 15_000
const listeners = new Set<() => void>()
let nowMs = Date.now()
let ticking: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  ticking ??= setInterval(tick, tickMs)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(ticking)
    ticking = undefined
  }
}

function tick(): void {
  nowMs = Date.now()
  for (const listener of listeners) listener()
}
