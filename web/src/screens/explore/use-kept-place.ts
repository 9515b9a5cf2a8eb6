import { type RefObject, useEffect, useRef } from 'react'
import type { ExploreSearch } from '../../data/explore.ts'
import { type KeptPlace, keepPlace, keptPlace, listOf } from '../../data/kept-place.ts'
import type { EventsTableProps } from './events-table.tsx'

/** What is further down than so many rows is not read again only to be where one was. */
const rowsMax = 1000
/** For so many frames it is waited until the rows that have come are laid out: in Chromium it takes more than one. */
const framesMax = 10

/** Whoever loads the page again, or comes back to it, is at the row where he was, as long as it is still there. */
export function useKeptPlace(
  scroll: RefObject<HTMLElement | null>,
  search: ExploreSearch,
  { events, pages }: Pick<EventsTableProps, 'events' | 'pages'>,
  rowPx: number,
): void {
  const wanted = useRef(keptPlace(listOf(search)))
  const topPx = useRef(0)
  const now = useRef({ search, events, rowPx })
  useEffect(() => {
    now.current = { search, events, rowPx }
  })

  const { hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage } = pages
  useEffect(() => {
    const place = wanted.current
    const table = scroll.current
    if (!place || !table || isPlaceholderData || isFetchingNextPage) return
    const at = place.list === listOf(search) ? events.findIndex(({ event_id }) => event_id === place.eventId) : -1
    const isAhead = at < 0 && events.length <= Math.min(place.row, rowsMax) && place.list === listOf(search)
    if (isAhead && hasNextPage) return void fetchNextPage()
    if (at < 0) {
      wanted.current = undefined
      return
    }
    const topPx = at * rowPx + place.offsetPx
    let framesLeft = framesMax
    let frame = requestAnimationFrame(function go() {
      const hasRoom = table.scrollHeight - table.clientHeight >= topPx
      if (!hasRoom && framesLeft-- > 0) {
        frame = requestAnimationFrame(go)
        return
      }
      if (wanted.current) table.scrollTo({ top: topPx })
      wanted.current = undefined
    })
    return () => cancelAnimationFrame(frame)
  }, [scroll, search, events, rowPx, hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage])

  useEffect(() => {
    const table = scroll.current
    const onScroll = () => {
      topPx.current = table?.scrollTop ?? 0
    }
    // Whoever goes somewhere himself is not taken elsewhere.
    const onMove = () => {
      wanted.current = undefined
    }
    const keep = () => {
      const { search, events, rowPx } = now.current
      const row = Math.floor(topPx.current / rowPx)
      const eventId = events[row]?.event_id
      const place: KeptPlace | undefined =
        row > 0 && eventId !== undefined
          ? { list: listOf(search), eventId, row, offsetPx: topPx.current % rowPx }
          : undefined
      keepPlace(place)
    }
    table?.addEventListener('scroll', onScroll, { passive: true })
    for (const move of ['wheel', 'pointerdown', 'keydown']) table?.addEventListener(move, onMove, { passive: true })
    window.addEventListener('pagehide', keep)
    return () => {
      table?.removeEventListener('scroll', onScroll)
      for (const move of ['wheel', 'pointerdown', 'keydown']) table?.removeEventListener(move, onMove)
      window.removeEventListener('pagehide', keep)
      keep()
    }
  }, [scroll])
}
