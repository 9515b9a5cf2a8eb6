import { useSyncExternalStore } from 'react'

/**
 * Whether the server is there, as the last request found it. While it is not, it is looked for until it is found; nobody
 * need press anything. `outdated` is a page whose scripts are those of another version than the server's: what it has
 * loaded works on, as far as the API does.
 */
export type Reach = 'there' | 'away' | 'back' | 'outdated'

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
    void noteVersion()
  } else if (!isAnswered && reach !== 'away') {
    become('away')
    timer = setTimeout(look, lookMs)
  }
}

/** Looks for the server now. */
export async function look(): Promise<void> {
  clearTimeout(timer)
  if (await isThere()) return noteReach(true)
  clearTimeout(timer)
  if (reach === 'away') timer = setTimeout(look, lookMs)
}

/**
 * A script of this page that is loaded when it is needed. While the server is away it is waited for. One that is not there
 * any more was that of another version: then the page is outdated, and this fails.
 */
export async function loadScript<Module>(load: () => Promise<Module>): Promise<Module> {
  for (;;) {
    try {
      return await load()
    } catch (error) {
      if (await isThere()) {
        become('outdated')
        throw error
      }
      noteReach(false)
      await whenBack()
    }
  }
}

async function isThere(): Promise<boolean> {
  try {
    // Answered by whatever stands before a server that is away, a 502 is no answer of ours.
    return (await fetch('/healthz', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}

/** A server that was away may be another one now: then its page names another script. */
async function noteVersion(): Promise<void> {
  const script = document.querySelector('script[type=module][src]')?.getAttribute('src')
  try {
    const page = await fetch('/', { cache: 'no-store', headers: { accept: 'text/html' } })
    if (page.ok && script && !(await page.text()).includes(script)) become('outdated')
  } catch {
    // Away again; that is noticed elsewhere.
  }
}

function whenBack(): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = subscribe(() => {
      if (reach === 'away') return
      unsubscribe()
      resolve()
    })
  })
}

function become(next: Reach): void {
  clearTimeout(timer)
  reach = next
  for (const listener of [...listeners]) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('offline', onOffline)
  window.addEventListener('online', look)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    window.removeEventListener('offline', onOffline)
    window.removeEventListener('online', look)
  }
}

function onOffline(): void {
  noteReach(false)
}
