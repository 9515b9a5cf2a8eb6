import { useSyncExternalStore } from 'react'
import type { Zone } from './zone.ts'

/** In whose clock and calendar all times of the page are written: what its address says. */
export function currentZone(): Zone {
  return zone
}

/** The same, for what is to be written anew when it changes. */
export function useCurrentZone(): Zone {
  return useSyncExternalStore(subscribe, currentZone)
}

export function setCurrentZone(next: Zone): void {
  if (next === zone) return
  zone = next
  for (const listener of listeners) listener()
}

const listeners = new Set<() => void>()
let zone: Zone

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
