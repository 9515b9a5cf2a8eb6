/** Lets so many of those that ask do it at the same time, first come, first served. */
export interface Turns {
  /** Asks when it is its turn. Rejects as soon as it is not wanted any more; if that was while it waited, nothing is asked. */
  take<Answer>(left: AbortSignal, ask: () => Promise<Answer>): Promise<Answer>
}

export function createTurns(countMax: number): Turns {
  const waiting = new Set<() => void>()
  let takenCount = 0

  return {
    async take(left, ask) {
      left.throwIfAborted()
      if (takenCount < countMax) takenCount += 1
      else await turn(left)
      try {
        left.throwIfAborted()
        return await ask()
      } finally {
        leave()
      }
    },
  }

  /** Who leaves hands its place to the next, so that nobody who comes just then gets in between. */
  function leave(): void {
    const [next] = waiting
    if (next) next()
    else takenCount -= 1
  }

  function turn(left: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => {
        waiting.delete(come)
        left.removeEventListener('abort', giveUp)
      }
      const come = () => {
        end()
        resolve()
      }
      const giveUp = () => {
        end()
        reject(left.reason)
      }
      waiting.add(come)
      left.addEventListener('abort', giveUp)
    })
  }
}
