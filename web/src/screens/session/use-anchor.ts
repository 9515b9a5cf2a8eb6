import type { Virtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef } from 'react'

/** What is read stays where it is when something is put in above it: an event that came late, or one that a filter lets in. */
export function useAnchor(rows: Virtualizer<HTMLElement, Element>, places: readonly number[], isWhole: boolean): void {
  const first = useRef<{ key: unknown; start: number }>(undefined)
  const before = useRef({ places, isWhole })
  useLayoutEffect(() => {
    const offset = rows.scrollOffset ?? 0
    if (before.current.places !== places && before.current.isWhole && first.current && offset > 0) {
      const { key, start } = first.current
      const row = places.findIndex((_, row) => rows.options.getItemKey(row) === key)
      const moved = row < 0 ? 0 : (rows.measurementsCache[row]?.start ?? start) - start
      if (moved !== 0) rows.scrollBy(moved)
    }
    before.current = { places, isWhole }
    first.current = rows.getVirtualItems().find(({ end }) => end > offset)
  })
}
