// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by hand cannot be those of a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: heads are no controls here; the buttons inside are
import { type DragEvent, useState } from 'react'
import { ColumnEdge } from './column-edge.tsx'
import styles from './events-table.module.css'
import { HeadMenu } from './head-menu.tsx'
import type { Explore } from './use-explore.ts'

const dragType = 'application/x-occur-column'

/** The heads of the columns: dragged to another place, wider or narrower by their edge, the rest by their menu. */
export function TableHead({ explore }: { explore: Explore }) {
  const { columns, setColumns } = explore
  const [over, setOver] = useState<string>()
  const move = (field: string, to: number) => {
    const from = columns.findIndex((column) => column.field === field)
    const moved = columns[from]
    if (!moved || to < 0 || to >= columns.length || from === to) return
    setColumns(columns.toSpliced(from, 1).toSpliced(to, 0, moved))
  }
  const dropOn = (index: number) => (event: DragEvent) => {
    event.preventDefault()
    setOver(undefined)
    move(event.dataTransfer.getData(dragType), index)
  }
  return (
    <div role="rowgroup" className={styles.headGroup}>
      <div role="row" className={`${styles.row} ${styles.head}`} aria-rowindex={1}>
        {columns.map((column, index) => {
          const { field } = column
          return (
            <div
              key={field}
              role="columnheader"
              aria-sort={
                field === 'timestamp' ? (explore.search.order === 'asc' ? 'ascending' : 'descending') : undefined
              }
              className={styles.headCell}
              data-over={over === field || undefined}
              draggable
              onDragStart={(event) => {
                event.dataTransfer.setData(dragType, field)
                event.dataTransfer.effectAllowed = 'move'
              }}
              onDragOver={(event) => {
                if (!event.dataTransfer.types.includes(dragType)) return
                event.preventDefault()
                setOver(field)
              }}
              onDragLeave={() => setOver((at) => (at === field ? undefined : at))}
              onDrop={dropOn(index)}
            >
              <HeadMenu explore={explore} field={field} index={index} onMove={(to) => move(field, to)} />
              <ColumnEdge explore={explore} column={column} />
            </div>
          )
        })}
      </div>
    </div>
  )
}
