import { type RefObject, useCallback, useLayoutEffect, useState } from 'react'
import { type RowSpan, rowsInView, topToShow } from './rows-in-view.ts'

const aroundCount = 10

/** Of many rows of equal height, those to make: in view of what scrolls them, or nearly. */
export function useRowsInView(
  scroll: RefObject<HTMLElement | null>,
  count: number,
  rowPx: number,
): {
  indices: number[]
  /** All rows together. */
  heightPx: number
  isAtTop: boolean
  /** Brings a row into view below the head, if it is not. */
  show(row: number, headPx: number): void
} {
  const [{ from, to, isAtTop }, setView] = useState<RowSpan & { isAtTop: boolean }>(() => ({
    ...rowsInView(0, window.innerHeight, rowPx, aroundCount),
    isAtTop: true,
  }))
  useLayoutEffect(() => {
    const element = scroll.current
    if (!element) return
    const look = () => {
      const { scrollTop, clientHeight } = element
      const next = { ...rowsInView(scrollTop, clientHeight, rowPx, aroundCount), isAtTop: scrollTop < rowPx }
      setView((before) =>
        before.from === next.from && before.to === next.to && before.isAtTop === next.isAtTop ? before : next,
      )
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [scroll, rowPx])
  const show = useCallback(
    (row: number, headPx: number) => {
      const element = scroll.current
      if (!element) return
      const top = topToShow(row, rowPx, { topPx: element.scrollTop, heightPx: element.clientHeight, headPx })
      if (top !== undefined) element.scrollTo({ top })
    },
    [scroll, rowPx],
  )
  const first = Math.min(from, Math.max(0, count - 1))
  const indices = Array.from({ length: Math.max(0, Math.min(to, count) - first) }, (_, n) => first + n)
  return { indices, heightPx: count * rowPx, isAtTop, show }
}
