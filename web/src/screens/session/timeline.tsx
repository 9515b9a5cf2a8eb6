import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { TimelineItem, View } from '../../data/timeline.ts'
import { FloatingButton } from '../../parts/floating-button.tsx'
import list from '../../parts/list.module.css'
import { ScrollRegion } from '../../parts/scroll-region.tsx'
import { Notice } from '../../parts/states.tsx'
import { useShortcuts } from '../../parts/use-shortcuts.ts'
import { Ribbon } from './ribbon.tsx'
import styles from './timeline.module.css'
import { TimelineBar } from './timeline-bar.tsx'
import { TimelineRow } from './timeline-row.tsx'

interface TimelineProps {
  items: readonly TimelineItem[]
  /** Those of the items that the view and the search leave. */
  shown: readonly TimelineItem[]
  view: View
  find: string
  openId: string | undefined
  onOpen: (eventId: string | undefined, replace?: boolean) => void
  onNarrow: (change: { show?: View | undefined; find?: string | undefined }) => void
  /** What stands above it and scrolls away. */
  children: ReactNode
}

/** A session from top to bottom. Only what is in view is made, so a long one is as light as a short one. */
export function Timeline({ items, shown, view, find, openId, onOpen, onNarrow, children }: TimelineProps) {
  const scroll = useRef<HTMLElement>(null)
  const feed = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const rows = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => estimateHeight(shown[index]),
    getItemKey: (index) => shown[index]?.event.event_id ?? index,
    overscan: 6,
    scrollMargin: top,
    // What stands still at the top would else cover the row that is gone to.
    scrollPaddingStart: 120,
    scrollPaddingEnd: 40,
  })
  useLayoutEffect(() => {
    const measure = () => setTop(feed.current?.offsetTop ?? 0)
    measure()
    const observer = new ResizeObserver(measure)
    if (scroll.current) for (const child of scroll.current.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])

  const { current, setCurrent } = useCurrent(rows, shown, openId, onOpen)
  const unfold = (eventId: string) => setUnfolded((before) => toggled(before, eventId))
  const currentId = shown[current]?.event.event_id
  useShortcuts({
    Enter: currentId === undefined ? undefined : () => onOpen(currentId),
    x: currentId === undefined ? undefined : () => unfold(currentId),
  })
  const { hasMoreBelow, toEnd } = useFollowing(scroll, rows, shown.length)

  const inView = rows.getVirtualItems()
  const seen = visibleRange(rows, shown)
  return (
    <ScrollRegion className={`${list.scroll} ${styles.scroll}`} ref={scroll} label="Session">
      {children}
      <div className={styles.bar}>
        <TimelineBar view={view} find={find} shownCount={shown.length} count={items.length} onNarrow={onNarrow} />
        <div className={styles.overview}>
          <Ribbon
            items={items}
            seen={seen}
            onPick={(offsetMs) => {
              const index = shown.findIndex((item) => item.offsetMs >= offsetMs)
              setCurrent(index < 0 ? shown.length - 1 : index)
            }}
          />
        </div>
      </div>
      <div ref={feed} className={styles.feed} role="feed" aria-label="Timeline" style={{ height: rows.getTotalSize() }}>
        {inView.map(({ index, key, start }) => {
          const item = shown[index]
          if (!item) return null
          const { event_id } = item.event
          return (
            <TimelineRow
              key={key}
              ref={rows.measureElement}
              item={item}
              index={index}
              count={shown.length}
              isFirst={index === 0}
              isLast={index === shown.length - 1}
              isCurrent={index === current}
              isOpen={event_id === openId}
              isUnfolded={unfolded.has(event_id)}
              onOpen={() => {
                setCurrent(index, false)
                onOpen(event_id)
              }}
              onUnfold={() => unfold(event_id)}
              onFocus={() => setCurrent(index, false)}
              style={{ transform: `translateY(${start - top}px)` }}
            />
          )
        })}
      </div>
      {shown.length === 0 && (
        <Notice title="Nothing here fits">
          <p>The session has {items.length.toLocaleString('en')} events; another view or other words show them.</p>
        </Notice>
      )}
      {hasMoreBelow && (
        <FloatingButton className={styles.toEnd} onClick={toEnd}>
          <ArrowDown size={14} aria-hidden />
          New events
        </FloatingButton>
      )}
    </ScrollRegion>
  )
}

/** Which row the keyboard is at, and how it gets on from there. */
function useCurrent(
  rows: Virtualizer<HTMLElement, Element>,
  shown: readonly TimelineItem[],
  openId: string | undefined,
  onOpen: TimelineProps['onOpen'],
) {
  const [current, setCurrentIndex] = useState(-1)
  const wantsFocus = useRef(false)
  const isPlaced = useRef(false)

  const setCurrent = (index: number, scrolls = true) => {
    if (index < 0 || index >= shown.length) return
    setCurrentIndex(index)
    if (!scrolls) return
    wantsFocus.current = true
    rows.scrollToIndex(index, { align: 'auto' })
  }
  const go = (step: 1 | -1) => {
    const next = Math.max(0, Math.min(shown.length - 1, current + step))
    setCurrent(next)
    if (openId !== undefined) onOpen(shown[next]?.event.event_id, true)
  }
  useShortcuts({ j: () => go(1), k: () => go(-1) })

  // The row may have to be made first.
  useEffect(() => {
    if (!wantsFocus.current) return
    const row = rows.elementsCache.get(shown[current]?.event.event_id ?? '')
    if (!(row instanceof HTMLElement)) return
    wantsFocus.current = false
    row.focus({ preventScroll: true })
  })

  // An address that names an event leads to it, once.
  useEffect(() => {
    if (isPlaced.current || shown.length === 0) return
    const index = shown.findIndex(({ event }) => event.event_id === openId)
    if (openId !== undefined && index < 0) return
    isPlaced.current = true
    if (index < 0) return
    setCurrentIndex(index)
    rows.scrollToIndex(index, { align: 'center' })
  }, [shown, openId, rows])

  // Opening or closing the panel makes the rows wider or narrower, and the one being read must not get lost.
  const latest = useRef({ current, rows })
  latest.current = { current, rows }
  const isPanelOpen = openId !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that counts
  useEffect(() => {
    const timer = setTimeout(() => {
      const { current, rows } = latest.current
      if (isPlaced.current && current >= 0) rows.scrollToIndex(current, { align: 'auto' })
    }, 60)
    return () => clearTimeout(timer)
  }, [isPanelOpen])

  return { current, setCurrent }
}

/** Stays at the end when one was there, else says that there is more. */
function useFollowing(scroll: RefObject<HTMLElement | null>, rows: Virtualizer<HTMLElement, Element>, count: number) {
  const [hasMoreBelow, setMoreBelow] = useState(false)
  const isAtEnd = useRef(false)
  const before = useRef(count)
  useEffect(() => {
    const element = scroll.current
    if (!element) return
    const onScroll = () => {
      isAtEnd.current = element.scrollTop > 0 && element.scrollHeight - element.scrollTop - element.clientHeight < 48
      if (isAtEnd.current) setMoreBelow(false)
    }
    element.addEventListener('scroll', onScroll, { passive: true })
    return () => element.removeEventListener('scroll', onScroll)
  }, [scroll])
  useEffect(() => {
    const isLive = before.current > 0 && count > before.current && count - before.current < 100
    before.current = count
    if (!isLive) return
    if (isAtEnd.current) rows.scrollToIndex(count - 1, { align: 'end' })
    else if (scroll.current && scroll.current.scrollHeight > scroll.current.clientHeight) setMoreBelow(true)
  }, [count, rows, scroll])
  const toEnd = () => {
    setMoreBelow(false)
    rows.scrollToIndex(count - 1, { align: 'end' })
  }
  return { hasMoreBelow, toEnd }
}

function visibleRange(
  rows: Virtualizer<HTMLElement, Element>,
  shown: readonly TimelineItem[],
): [number, number] | undefined {
  const { range } = rows
  const [first, last] = [shown[range?.startIndex ?? -1], shown[range?.endIndex ?? -1]]
  return first && last ? [first.offsetMs, last.offsetMs] : undefined
}

function estimateHeight(item: TimelineItem | undefined): number {
  if (!item) return 32
  const gap = item.gapMs > 0 ? 32 : 0
  if (item.kind === 'user' || item.kind === 'agent') {
    const text = item.event.attributes?.text
    return 48 + 22 * Math.ceil((typeof text === 'string' ? text.length : 80) / 90) + gap
  }
  return (item.kind === 'transfer' ? 96 : 36) + gap
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}
