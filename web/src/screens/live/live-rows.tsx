import { ArrowUp } from 'lucide-react'
import { memo, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ListedEvent } from '../../data/events.ts'
import { countOf } from '../../data/format.ts'
import type { Term } from '../../data/search.ts'
import { EventRow } from '../../parts/event-row.tsx'
import { EventTable, RowGroup } from '../../parts/event-table.tsx'
import { FloatingButton } from '../../parts/floating-button.tsx'
import { useRowsInView } from '../../parts/use-rows-in-view.ts'
import { useShortcuts } from '../../parts/use-shortcuts.ts'
import styles from './live.module.css'

/** Only so many rows light up as they come: what is further down was scrolled to. */
const newCountMax = 40

interface LiveRowsProps {
  shown: readonly ListedEvent[]
  /** How many at the top light up as they come. */
  freshCount: number
  isCrowd: boolean
  openId: string | undefined
  onFilter: (term: Term) => void
}

/**
 * The rows of the feed, of which only those in view are made. In a crowd, where each of them is another one each time, a row
 * is not made anew but told what it is now, and none lights up: to paint what fades takes more than all the rest.
 */
export const LiveRows = memo(function LiveRows({ shown, freshCount, isCrowd, openId, onFilter }: LiveRowsProps) {
  const scroll = useRef<HTMLDivElement>(null)
  const rowHeight = useRowHeight(scroll)
  const { indices, heightPx, isAtTop } = useRowsInView(scroll, shown.length, rowHeight)
  const unseenCount = useSteadyScroll(scroll, shown, rowHeight)
  const toTop = () => scroll.current?.scrollTo({ top: 0 })
  useShortcuts('live', { t: toTop })
  return (
    <>
      {unseenCount > 0 && (
        <FloatingButton className={styles.toTop} onClick={toTop}>
          <ArrowUp size={14} aria-hidden />
          {countOf(unseenCount, 'new event')}
        </FloatingButton>
      )}
      <EventTable ref={scroll} label="Live events" rowCount={shown.length + 1}>
        <RowGroup className={styles.rows} height={heightPx}>
          {indices.map((index) => {
            const event = shown[index]
            if (!event) return null
            return (
              <EventRow
                key={isCrowd && isAtTop ? index : event.event_id}
                event={event}
                rowIndex={index + 2}
                isOpen={event.event_id === openId}
                isNew={index < freshCount && index < newCountMax}
                onFilter={onFilter}
                style={{ transform: `translateY(${index * rowHeight}px)` }}
              />
            )
          })}
        </RowGroup>
      </EventTable>
    </>
  )
})

/** Rows have two lines where the list is narrow; the same limit stands in `event-row.module.css`. */
function useRowHeight(scroll: React.RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(32)
  useLayoutEffect(() => {
    const element = scroll.current
    if (!element) return
    const measure = () => setHeight(element.clientWidth <= 640 ? 52 : 32)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroll])
  return height
}

/** Keeps what is being read in place while rows arrive above it, and counts those. */
function useSteadyScroll(
  scroll: React.RefObject<HTMLElement | null>,
  shown: readonly ListedEvent[],
  rowHeight: number,
): number {
  const [unseenCount, setUnseen] = useState(0)
  const topId = useRef(shown[0]?.event_id)
  // Kept, not read: to read it with every arrival would have the page laid out twice.
  const top = useRef(0)
  useLayoutEffect(() => {
    const added = topId.current === undefined ? 0 : shown.findIndex(({ event_id }) => event_id === topId.current)
    topId.current = shown[0]?.event_id
    const element = scroll.current
    if (!element || top.current < rowHeight || added === 0) return
    const count = added < 0 ? shown.length : added
    element.scrollTop += count * rowHeight
    top.current = element.scrollTop
    setUnseen((before) => before + count)
  }, [shown, rowHeight, scroll])
  useEffect(() => {
    const element = scroll.current
    const onScroll = () => {
      top.current = element?.scrollTop ?? 0
      if (top.current < rowHeight) setUnseen(0)
    }
    element?.addEventListener('scroll', onScroll, { passive: true })
    return () => element?.removeEventListener('scroll', onScroll)
  }, [rowHeight, scroll])
  return unseenCount
}
