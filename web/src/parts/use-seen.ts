import { type RefObject, useEffect, useState } from 'react'

/** How far below the edge counts as nearly seen: about a row of tiles. */
const nearPx = 200

/** True for good once the element has come into sight, or nearly. */
export function useSeen(element: RefObject<Element | null>): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    if (isSeen || !element.current) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true)
      },
      { scrollMargin: `${nearPx}px` },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [isSeen, element])
  return isSeen
}
