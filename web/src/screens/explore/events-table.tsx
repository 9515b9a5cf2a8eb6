// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by hand cannot be those of a <table>
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import type { ListedEvent } from '../../data/events.ts'
import { countOf } from '../../data/format.ts'
import { Button } from '../../parts/button.tsx'
import { EventRow } from '../../parts/event-row.tsx'
import list from '../../parts/list.module.css'
import { useMedia } from '../../parts/use-media.ts'
import { useRowsInView } from '../../parts/use-rows-in-view.ts'
import { useShortcuts } from '../../parts/use-shortcuts.ts'
import styles from './events-table.module.css'
import { TableHead } from './table-head.tsx'
import { TableRow } from './table-row.tsx'
import { trackOf } from './tracks.ts'
import type { Explore } from './use-explore.ts'
import { useKeptPlace } from './use-kept-place.ts'

export interface EventsTableProps {
  explore: Explore
  events: readonly ListedEvent[]
  pages: Pick<
    UseInfiniteQueryResult,
    'hasNextPage' | 'fetchNextPage' | 'isFetchingNextPage' | 'isPlaceholderData' | 'isFetchNextPageError' | 'error'
  >
  total: number | null | undefined
}

const rowPx = 30
const narrowRowPx = 52
/** So many rows before the last one the next page is asked for. */
const aheadCount = 30

/** Every event that passes, of which only the rows in view are made, and only the pages gone through are read. */
export function EventsTable({ explore, events, pages, total }: EventsTableProps) {
  const { search, columns } = explore
  const scroll = useRef<HTMLDivElement>(null)
  // By the window and not by the list: a panel that opens beside it must not move its rows.
  const isNarrow = useMedia('(max-width: 40rem)')
  const height = isNarrow ? narrowRowPx : rowPx
  const { indices, heightPx, show } = useRowsInView(scroll, events.length, height)
  useStartAgain(scroll, pages.isPlaceholderData ? undefined : events[0]?.event_id)
  useKeptPlace(scroll, search, { events, pages }, height)
  useNextPage(pages, (indices.at(-1) ?? 0) + aheadCount >= events.length)
  const { onFocusRow } = useRowKeys(explore, events, (row) => show(row, isNarrow ? 0 : rowPx), scroll)

  const tracks = { '--columns': columns.map(trackOf).join(' ') } as CSSProperties
  return (
    <div
      ref={scroll}
      role="table"
      aria-label="Events"
      aria-rowcount={typeof total === 'number' ? total + 1 : -1}
      aria-busy={pages.isPlaceholderData || undefined}
      className={`${list.scroll} ${styles.table}`}
      style={tracks}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll here
      tabIndex={0}
    >
      {!isNarrow && <TableHead explore={explore} />}
      <div
        role="rowgroup"
        className={`${styles.rows} ${pages.isPlaceholderData ? list.stale : ''}`}
        style={{ height: heightPx }}
      >
        {indices.map((index) => {
          const event = events[index]
          if (!event) return null
          const shared = {
            event,
            isOpen: event.event_id === search.event,
            rowIndex: index + 2,
            style: { transform: `translateY(${index * height}px)` },
            onFilter: explore.filter,
          }
          return isNarrow ? (
            <EventRow key={event.event_id} {...shared} />
          ) : (
            <TableRow key={event.event_id} {...shared} columns={columns} onFocus={() => onFocusRow(index)} />
          )
        })}
      </div>
      <div className={styles.end}>
        {pages.isFetchNextPageError ? (
          <p role="alert">
            The next events did not come: {pages.error?.message}{' '}
            <Button look="quiet" onClick={() => void pages.fetchNextPage()}>
              Try again
            </Button>
          </p>
        ) : pages.hasNextPage ? (
          <p role="status">{pages.isFetchingNextPage && 'Loading more…'}</p>
        ) : (
          <p>{countOf(events.length, 'event')}, that is all</p>
        )}
      </div>
    </div>
  )
}

/** Another search begins at its first row. */
function useStartAgain(scroll: React.RefObject<HTMLElement | null>, firstId: string | undefined): void {
  const before = useRef(firstId)
  useEffect(() => {
    if (firstId === undefined || before.current === firstId) return
    before.current = firstId
    scroll.current?.scrollTo({ top: 0 })
  }, [firstId, scroll])
}

function useNextPage(pages: EventsTableProps['pages'], isNear: boolean): void {
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, isPlaceholderData, fetchNextPage } = pages
  const isWanted = isNear && hasNextPage && !isFetchingNextPage && !isFetchNextPageError && !isPlaceholderData
  useEffect(() => {
    if (isWanted) void fetchNextPage()
  }, [isWanted, fetchNextPage])
}

/**
 * j and k go from row to row, also to those that are not made yet; Enter opens one, and while one is open, the one gone
 * to is opened instead. i asks for events of the row's type alone, x leaves them out.
 */
function useRowKeys(
  explore: Explore,
  events: readonly ListedEvent[],
  scrollTo: (index: number) => void,
  scroll: React.RefObject<HTMLElement | null>,
) {
  const { search, open, filter } = explore
  const [here, setHere] = useState<number>()
  const wanted = useRef<number>(undefined)
  const openIndex = search.event === undefined ? -1 : events.findIndex(({ event_id }) => event_id === search.event)
  const current = openIndex >= 0 ? openIndex : here

  useEffect(() => {
    if (wanted.current === undefined) return
    const link = scroll.current?.querySelector<HTMLElement>(`[aria-rowindex="${wanted.current + 2}"] [data-row-link]`)
    if (!link) return
    wanted.current = undefined
    link.focus({ preventScroll: true })
  })

  const go = (step: 1 | -1) => {
    const next = current === undefined ? 0 : Math.max(0, Math.min(events.length - 1, current + step))
    const event = events[next]
    if (!event) return
    wanted.current = next
    setHere(next)
    scrollTo(next)
    if (openIndex >= 0) open(event.event_id)
  }
  const byType = (negated: boolean) => () => {
    const event = current === undefined ? undefined : events[current]
    if (event) filter({ field: 'type', value: event.type }, negated)
  }
  useShortcuts('lists', { j: () => go(1), k: () => go(-1) })
  useShortcuts('explore', { i: byType(false), x: byType(true) })
  return { onFocusRow: setHere }
}
