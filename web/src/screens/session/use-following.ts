import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef, useState } from 'react'

const endPx = 80

/** Stays at the end when one was there, else says how much has come since. */
export function useFollowing(
  scroll: RefObject<HTMLElement | null>,
  rows: Virtualizer<HTMLElement, Element>,
  count: number,
  isWhole: boolean,
) {
  const [newCount, setNewCount] = useState(0)
  const isAtEnd = useRef(false)
  const before = useRef(count)
  const wasWhole = useRef(isWhole)
  useEffect(() => {
    const element = scroll.current
    if (!element) return
    const onScroll = () => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < endPx
      if (isAtEnd.current) setNewCount(0)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [scroll])
  useEffect(() => {
    const added = count - before.current
    before.current = count
    if (added <= 0 || !wasWhole.current) {
      wasWhole.current = isWhole
      return
    }
    const element = scroll.current
    if (!element || element.scrollHeight <= element.clientHeight) return
    if (isAtEnd.current) rows.scrollToIndex(count - 1, { align: 'end' })
    else setNewCount((waiting) => waiting + added)
  }, [count, isWhole, rows, scroll])
  const toEnd = () => {
    setNewCount(0)
    isAtEnd.current = true
    rows.scrollToIndex(count - 1, { align: 'end' })
  }
  return { newCount, toEnd }
}
