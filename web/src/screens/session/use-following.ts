import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'

const endPx = 80

/** Stays at the end when one was there, else says how much has come since. */
export function useFollowing(rows: Virtualizer<HTMLElement, Element>, count: number, isWhole: boolean) {
  const [newCount, setNewCount] = useState(0)
  const isAtEnd = useRef(false)
  const before = useRef({ count, height: 0, offset: 0 })
  const wasWhole = useRef(isWhole)
  // As the rows know it: to ask the element would have the browser lay out the page with every frame.
  const viewHeight = rows.scrollRect?.height ?? 0
  const offset = rows.scrollOffset ?? 0
  const height = rows.getTotalSize()
  useEffect(() => {
    const { count: countBefore, height: heightBefore, offset: offsetBefore } = before.current
    before.current = { ...before.current, height, offset }
    // Only who scrolls up leaves the end: what comes pushes it away, and is caught up with later. A row that turns out lower moves up all below,
    // also when more has come by the same time.
    const hasLeft = offset < offsetBefore - 1 && height >= heightBefore && count === countBefore
    if (height - offset - viewHeight < endPx) isAtEnd.current = true
    else if (hasLeft || !wasWhole.current) isAtEnd.current = false
    if (isAtEnd.current) setNewCount(0)
  }, [count, height, offset, viewHeight])
  useEffect(() => {
    const added = count - before.current.count
    before.current.count = count
    if (added <= 0 || !wasWhole.current) {
      wasWhole.current = isWhole
      return
    }
    if (isAtEnd.current) rows.scrollToIndex(count - 1, { align: 'end' })
    else setNewCount((waiting) => waiting + added)
  }, [count, isWhole, rows])
  const toEnd = () => {
    setNewCount(0)
    isAtEnd.current = true
    rows.scrollToIndex(count - 1, { align: 'end' })
  }
  return { newCount, toEnd }
}
