import { useSyncExternalStore } from 'react'

/** Whether single keys do something. Whoever dictates or uses a switch turns them off, or is at their mercy. */
export function useSingleKeys(): ['on' | 'off', (value: 'on' | 'off') => void] {
  return [useSyncExternalStore(subscribe, () => (areOn ? 'on' : 'off')), set]
}

export function areSingleKeysOn(): boolean {
  return areOn
}

const storageKey = 'occur-single-keys'
const listeners = new Set<() => void>()
let areOn = read()

function read(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off'
  } catch {
    return true
  }
}

function set(value: 'on' | 'off'): void {
  areOn = value === 'on'
  try {
    if (areOn) localStorage.removeItem(storageKey)
    else localStorage.setItem(storageKey, value)
  } catch {
    // A browser that keeps nothing has the choice until the page is closed.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
