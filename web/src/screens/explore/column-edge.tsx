import { type PointerEvent, useRef } from 'react'
import { boundedWidth, type Column, columnName } from '../../data/columns.ts'
import styles from './events-table.module.css'
import { trackOf } from './tracks.ts'
import type { Explore } from './use-explore.ts'

const stepPx = 16

/** The right edge of a column, which makes it wider or narrower: dragged, or by the arrow keys. A double click undoes it. */
export function ColumnEdge({ explore, column }: { explore: Explore; column: Column }) {
  const edge = useRef<HTMLDivElement>(null)
  const { columns, setColumns } = explore
  const put = (widthPx: number | undefined) =>
    setColumns(
      columns.map((one) =>
        one.field === column.field
          ? { ...one, widthPx: widthPx === undefined ? undefined : boundedWidth(widthPx) }
          : one,
      ),
    )
  const widthNow = () => edge.current?.parentElement?.getBoundingClientRect().width ?? 0

  /** While it is dragged only the table hears of it; the address does when it is let go. */
  const drag = (down: PointerEvent<HTMLDivElement>) => {
    if (down.button !== 0) return
    down.preventDefault()
    down.stopPropagation()
    const table = edge.current?.closest<HTMLElement>('[role="table"]')
    const before = table?.style.getPropertyValue('--columns')
    const [startPx, startX] = [widthNow(), down.clientX]
    let widthPx = startPx
    const onMove = (event: globalThis.PointerEvent) => {
      widthPx = boundedWidth(startPx + event.clientX - startX)
      const tracks = columns.map((one) => trackOf(one.field === column.field ? { ...one, widthPx } : one))
      table?.style.setProperty('--columns', tracks.join(' '))
    }
    const ending = new AbortController()
    const end = (isMeant: boolean) => {
      ending.abort()
      if (isMeant && widthPx !== startPx) put(widthPx)
      else table?.style.setProperty('--columns', before ?? '')
    }
    const { signal } = ending
    document.addEventListener('pointermove', onMove, { signal })
    document.addEventListener('pointerup', () => end(true), { signal })
    document.addEventListener('pointercancel', () => end(false), { signal })
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> can be neither dragged nor stepped
    <div
      ref={edge}
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${columnName(column.field)}`}
      aria-valuenow={column.widthPx ?? 0}
      aria-valuetext={column.widthPx === undefined ? 'as it fits' : `${column.widthPx} pixels`}
      tabIndex={0}
      className={styles.edge}
      draggable={false}
      onPointerDown={drag}
      onDoubleClick={() => put(undefined)}
      onKeyDown={(event) => {
        const { key } = event
        if (key !== 'ArrowLeft' && key !== 'ArrowRight') return
        event.preventDefault()
        put(widthNow() + (key === 'ArrowRight' ? stepPx : -stepPx))
      }}
    />
  )
}
