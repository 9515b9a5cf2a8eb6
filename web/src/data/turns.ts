/** Lets so many of those that ask do it at the same time: what is answered quickly first, else in the order in which they came. */
export interface Turns {
  /** Asks when it is its turn. Rejects as soon as it is not wanted any more; if that was while it waited, nothing is asked. */
  take<Answer>(left: AbortSignal, ask: () => Promise<Answer>, isQuick?: boolean): Promise<Answer>
}

export function createTurns(countMax: number): Turns {
  const waiting = { quick: new Set<() => void>(), other: new Set<() => void>() }
  let takenCount = 0

  return {
    async take(left, ask, isQuick = false) {
      left.throwIfAborted()
      if (takenCount < countMax) takenCount += 1
      else await turn(left, isQuick ? waiting.quick : waiting.other)
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
    const [next] = [...waiting.quick, ...waiting.other]
    if (next) next()
    else takenCount -= 1
  }

  function turn(left: AbortSignal, waiting: Set<() => void>): Promise<void> {
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
