/** Which items of the session are in view in the conversation. Told apart from React's state: it changes with every frame of a scroll. */
export interface Seen {
  get(): SeenRange | undefined
  set(first: number, last: number): void
  subscribe(listener: () => void): () => void
}

/** Places among all items of the session, both included. */
export interface SeenRange {
  first: number
  last: number
}

export function createSeen(): Seen {
  const listeners = new Set<() => void>()
  let range: SeenRange | undefined
  return {
    get: () => range,
    set(first, last) {
      if (range?.first === first && range.last === last) return
      range = { first, last }
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
