import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'

const endPx = 80

/** Stays at the end when one was there, else says how much has come since. */
export function useFollowing(rows: Virtualizer<HTMLElement, Element>, count: number, isWhole: boolean) {
  const [newCount, setNewCount] = useState(0)
  const isAtEnd = useRef(false)
  const heightBefore = useRef(-1)
  const before = useRef(count)
  const wasWhole = useRef(isWhole)
  // As the rows know it: to ask the element would have the browser lay out the page with every frame.
  const viewHeight = rows.scrollRect?.height ?? 0
  const offset = rows.scrollOffset ?? 0
  const height = rows.getTotalSize()
  useEffect(() => {
    if (height === heightBefore.current) isAtEnd.current = height - offset - viewHeight < endPx
    heightBefore.current = height
    if (isAtEnd.current) setNewCount(0)
  }, [height, offset, viewHeight])
  useEffect(() => {
    const added = count - before.current
    before.current = count
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
