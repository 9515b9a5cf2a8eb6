import type { JourneySessions } from '@occur/client/protocol'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { countOf, formatCount } from '../../data/format.ts'
import { areSpecks, spanOf } from '../../data/journey-scale.ts'
import type { JourneySearch } from '../../data/list-search.ts'
import { Button } from '../button.tsx'
import { ScrollRegion } from '../scroll-region.tsx'
import { Segmented } from '../segmented.tsx'
import { Failure, Notice, RowSkeleton } from '../states.tsx'
import { useRowKeys } from '../use-row-keys.ts'
import styles from './journey.module.css'
import { JourneyAxis } from './journey-axis.tsx'
import { JourneyRows } from './journey-rows.tsx'

interface JourneyProps {
  head: ReactNode
  query: UseInfiniteQueryResult<InfiniteData<JourneySessions>>
  /** How many sessions there are in all. */
  count: number | undefined
  search: JourneySearch
  onSearch: (change: JourneySearch) => void
  whenNone: string
}

/** Sessions that belong together: all on one axis of time, and one below the other with what ended each. */
export function Journey({ head, query, count = 0, search, onSearch, whenNone }: JourneyProps) {
  const { data, error, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query
  const [pointed, setPointed] = useState<string>()
  const area = useRef<HTMLElement>(null)
  useRowKeys(area, false)
  const sessions = useMemo(() => data?.pages.flatMap((page) => page.sessions) ?? [], [data])
  const isNewestFirst = search.order !== 'asc'
  const isClosed = useMemo(
    // Who has zoomed in on a part of all time is shown that.
    () => search.axis === 'closed' || ((search.axis ?? search.zoom) === undefined && areSpecks(sessions.map(spanOf))),
    [search.axis, search.zoom, sessions],
  )
  return (
    <ScrollRegion label="Journey" ref={area}>
      {head}
      {error && !data ? (
        <Failure error={error} retry={refetch} />
      ) : !data ? (
        <RowSkeleton rows={14} />
      ) : sessions.length === 0 ? (
        <Notice title="No sessions">
          <p>{whenNone}</p>
        </Notice>
      ) : (
        <div className={isPlaceholderData ? styles.stale : undefined}>
          <div className={styles.bar}>
            <h2 className={styles.title}>Journey</h2>
            <p className={styles.note}>
              {sessions.length < count
                ? `${isNewestFirst ? 'Newest' : 'First'} ${formatCount(sessions.length)} of ${countOf(count, 'session')}`
                : countOf(sessions.length, 'session')}
            </p>
            <div className={styles.choices}>
              <Segmented
                label="Axis"
                value={isClosed ? 'closed' : 'whole'}
                options={{ whole: 'All time', closed: 'Sessions only' }}
                onChange={(axis) => onSearch({ axis, zoom: undefined })}
              />
              <Segmented
                label="Order"
                value={isNewestFirst ? 'desc' : 'asc'}
                options={{ desc: 'Newest first', asc: 'Oldest first' }}
                onChange={(order) => onSearch({ order: order === 'asc' ? 'asc' : undefined })}
              />
            </div>
          </div>
          <JourneyAxis
            sessions={sessions}
            isClosed={isClosed}
            zoom={search.zoom}
            onZoom={(zoom) => onSearch({ zoom })}
            pointed={pointed}
            onPoint={setPointed}
          />
          <JourneyRows sessions={sessions} isNewestFirst={isNewestFirst} pointed={pointed} onPoint={setPointed} />
          {hasNextPage && (
            <div className={styles.more}>
              <Button onClick={() => fetchNextPage()} disabled={isFetchingNextPage}>
                {isFetchingNextPage ? 'Loading…' : isNewestFirst ? 'Show earlier sessions' : 'Show later sessions'}
              </Button>
            </div>
          )}
        </div>
      )}
    </ScrollRegion>
  )
}
