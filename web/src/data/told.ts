import { useSyncExternalStore } from 'react'

/** What is told for a moment of something that was done, where whatever it was done with is gone already. */
export function useTold(): string | undefined {
  return useSyncExternalStore(subscribe, () => told)
}

export function tell(text: string): void {
  become(text)
  clearTimeout(timer)
  timer = setTimeout(() => become(undefined), toldMs)
}

const toldMs = 2500
const listeners = new Set<() => void>()
let told: string | undefined
let timer: ReturnType<typeof setTimeout> | undefined

function become(next: string | undefined): void {
  told = next
  for (const listener of [...listeners]) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
