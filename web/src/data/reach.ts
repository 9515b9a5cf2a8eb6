import { useSyncExternalStore } from 'react'

/**
 * Whether the server is there, as the last request found it. While it is not, it is looked for until it is found; nobody
 * need press anything.
 */
export type Reach = 'there' | 'away' | 'back'

const lookMs = 2000
/** For so long it is said that it is back. */
const backMs = 2500
const listeners = new Set<() => void>()
let reach: Reach = 'there'
let timer: ReturnType<typeof setTimeout> | undefined

export function useReach(): Reach {
  return useSyncExternalStore(subscribe, () => reach)
}

/** A request got an answer, whichever, or none. */
export function noteReach(isAnswered: boolean): void {
  if (isAnswered && reach === 'away') {
    become('back')
    timer = setTimeout(() => become('there'), backMs)
  } else if (!isAnswered && reach !== 'away') {
    become('away')
    timer = setTimeout(look, lookMs)
  }
}

/** Looks for the server now. */
export async function look(): Promise<void> {
  clearTimeout(timer)
  try {
    // Answered by whatever stands before a server that is away, a 502 is no answer of ours.
    const { ok } = await fetch('/healthz', { cache: 'no-store' })
    if (ok) return noteReach(true)
  } catch {
    // Still away.
  }
  clearTimeout(timer)
  if (reach === 'away') timer = setTimeout(look, lookMs)
}

function become(next: Reach): void {
  clearTimeout(timer)
  reach = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('offline', onOffline)
  window.addEventListener('online', look)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('offline', onOffline)
    window.removeEventListener('online', look)
  }
}

function onOffline(): void {
  noteReach(false)
}
