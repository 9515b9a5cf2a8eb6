import { measureElement, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { type ReactNode, type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef } from 'react'
import { countOf } from '../../data/format.ts'
import type { TimelineItem } from '../../data/timeline.ts'
import type { StagesByEvent } from '../../data/transfers.ts'
import { FloatingButton } from '../../parts/floating-button.tsx'
import { ScrollRegion } from '../../parts/scroll-region.tsx'
import styles from './conversation.module.css'
import { ConversationRow, type RowActs } from './conversation-row.tsx'
import type { Seen } from './seen.ts'
import { useAnchor } from './use-anchor.ts'
import { useFollowing } from './use-following.ts'

export interface ConversationHandle {
  /** Brings a row into view, and gives it the focus if one goes there by keyboard. */
  reveal(row: number, align: 'auto' | 'start' | 'center', focuses: boolean): void
  /** The same on the way to somewhere else: as quickly as can be, its rows as high as they are thought to be. */
  glance(row: number): void
  toEnd(): void
}

interface ConversationProps {
  ref: Ref<ConversationHandle>
  items: readonly TimelineItem[]
  /** Which of the items are rows here, as places in `items`. */
  places: readonly number[]
  /** The place that one is at, or -1. */
  current: number
  openId: string | undefined
  matches: ReadonlySet<string> | undefined
  stages: StagesByEvent
  unfolded: ReadonlySet<string>
  seen: Seen
  onUnfold: (eventId: string) => void
  onOpen: (eventId: string) => void
  onCurrent: (place: number) => void
  /** Leads to another event of the session. */
  onGoTo: (eventId: string) => void
  /** What there is to say when no row is left. */
  whenNone: ReactNode
  /** Everything that was stored has been read: what comes now is new. */
  isWhole: boolean
}

/** A session from top to bottom. Only what is in view is made, so a long one is as light as a short one. */
export function Conversation(props: ConversationProps) {
  const { ref, items, places, current, openId, matches, stages, unfolded, seen, whenNone } = props
  const scroll = useRef<HTMLElement>(null)
  const focusOn = useRef<number>(undefined)
  // The same functions as long as the rows are the same: else all heights would be worked out again with every frame.
  const idAt = useCallback((row: number) => items[places[row] ?? -1]?.event.event_id ?? row, [items, places])
  const heights = useMemo(() => places.map((place) => estimateHeight(items[place])), [items, places])
  const estimateSize = useCallback((row: number) => heights[row] ?? 34, [heights])
  const isGlancing = useRef(false)
  const measure = useCallback(
    (element: Element, entry: ResizeObserverEntry | undefined, rows: Virtualizer<HTMLElement, Element>) =>
      isGlancing.current ? thoughtHeight(element, rows) : measureElement(element, entry, rows),
    [],
  )
  const rows = useVirtualizer<HTMLElement, Element>({
    count: places.length,
    getScrollElement: () => scroll.current,
    estimateSize,
    getItemKey: idAt,
    measureElement: measure,
    overscan: isGlancing.current ? 0 : overscanCount,
    paddingStart: 12,
    paddingEnd: 48,
    scrollPaddingStart: 24,
    scrollPaddingEnd: 48,
  })
  useAnchor(rows, places, props.isWhole)
  const following = useFollowing(rows, places.length, props.isWhole)

  useImperativeHandle(ref, () => ({
    glance(row) {
      isGlancing.current = true
      rows.scrollToIndex(row, { align: 'start' })
    },
    reveal(row, align, focuses) {
      if (isGlancing.current) {
        isGlancing.current = false
        for (const element of rows.elementsCache.values()) rows.measureElement(element)
      }
      focusOn.current = focuses ? row : undefined
      rows.scrollToIndex(row, { align })
    },
    toEnd: following.toEnd,
  }))

  // The row may have to be made first.
  useEffect(() => {
    if (focusOn.current === undefined) return
    const row = rows.elementsCache.get(idAt(focusOn.current))
    if (!(row instanceof HTMLElement)) return
    focusOn.current = undefined
    row.focus({ preventScroll: true })
  })

  // One object for all rows and all time, so that a row is made again only when it changes itself.
  const latest = useRef(props)
  latest.current = props
  const acts = useMemo<RowActs>(
    () => ({
      open: (eventId) => latest.current.onOpen(eventId),
      unfold: (eventId) => latest.current.onUnfold(eventId),
      focus: (place) => latest.current.onCurrent(place),
      goTo: (eventId) => latest.current.onGoTo(eventId),
    }),
    [],
  )

  const { range } = rows
  const [first, last] = [places[range?.startIndex ?? -1], places[range?.endIndex ?? -1]]
  useEffect(() => {
    if (first !== undefined && last !== undefined) seen.set(first, last)
  }, [seen, first, last])

  return (
    <div className={styles.conversation}>
      <ScrollRegion className={styles.scroll} ref={scroll} label="Conversation">
        {places.length === 0 && whenNone}
        <div
          className={styles.feed}
          role="feed"
          aria-label="Conversation"
          data-long={(items.at(-1)?.offsetMs ?? 0) >= hourMs || undefined}
          style={{ height: rows.getTotalSize() }}
        >
          {rows.getVirtualItems().map(({ index: row, key, start }) => {
            const place = places[row] ?? -1
            const item = items[place]
            if (!item) return null
            const { event_id } = item.event
            return (
              <ConversationRow
                key={key}
                measure={rows.measureElement}
                item={item}
                place={place}
                row={row}
                rowCount={places.length}
                stage={stages.get(event_id)}
                isCurrent={place === current || (current < 0 && row === 0)}
                isOpen={event_id === openId}
                isMatch={matches?.has(event_id) ?? false}
                isUnfolded={unfolded.has(event_id)}
                start={start}
                acts={acts}
              />
            )
          })}
        </div>
      </ScrollRegion>
      {following.newCount > 0 && (
        <FloatingButton className={styles.toEnd} onClick={following.toEnd}>
          {countOf(following.newCount, 'new event')} <ArrowDown size={14} aria-hidden />
        </FloatingButton>
      )}
    </div>
  )
}

const overscanCount = 6
/** From here on, when a row was is longer to say. */
const hourMs = 3_600_000

/** What a row is taken to be as high as before it was measured. */
function thoughtHeight(element: Element, rows: Virtualizer<HTMLElement, Element>): number {
  const row = rows.indexFromElement(element)
  return rows.itemSizeCache.get(rows.options.getItemKey(row)) ?? rows.options.estimateSize(row)
}

const charactersPerLine = 76

function estimateHeight(item: TimelineItem | undefined): number {
  if (!item) return 34
  const wait = item.wait ? 34 : 0
  if (item.kind === 'user' || item.kind === 'agent') {
    const text = item.event.attributes?.text
    const length = typeof text === 'string' ? Math.min(3000, text.length) : 80
    return 44 + 22 * Math.ceil(length / charactersPerLine) + wait
  }
  return (item.kind === 'transfer' ? 104 : item.failed ? 56 : 34) + wait
}
