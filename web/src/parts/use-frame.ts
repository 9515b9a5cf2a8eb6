import { useEffect, useState } from 'react'

/** Does the latest of what it was given, once, when the next frame is made. */
interface Frame {
  (act: () => void): void
  /** Does it at once, if something waits. */
  now(): void
  cancel(): void
}

export function useFrame(): Frame {
  const [frame] = useState(createFrame)
  useEffect(() => frame.cancel, [frame])
  return frame
}

function createFrame(): Frame {
  let waiting: (() => void) | undefined
  let request: number | undefined
  const now = () => {
    const act = waiting
    cancel()
    act?.()
  }
  const cancel = () => {
    if (request !== undefined) cancelAnimationFrame(request)
    request = undefined
    waiting = undefined
  }
  const later = (act: () => void) => {
    waiting = act
    request ??= requestAnimationFrame(now)
  }
  return Object.assign(later, { now, cancel })
}
