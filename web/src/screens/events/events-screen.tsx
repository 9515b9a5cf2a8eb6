import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { RefreshCw } from 'lucide-react'
import { useRef } from 'react'
import type { ListedEvent } from '../../data/events.ts'
import { countOf } from '../../data/format.ts'
import { eventCountQuery, eventsPageSize, eventsQuery } from '../../data/queries.ts'
import { isFiltered, noSearch, type Search, type Term, withTerm } from '../../data/search.ts'
import { formatDay, msOf } from '../../data/time.ts'
import { Button, IconButton } from '../../parts/button.tsx'
import { EventPanel } from '../../parts/event-panel.tsx'
import { EventRow } from '../../parts/event-row.tsx'
import { EventTable, RowGroup } from '../../parts/event-table.tsx'
import list from '../../parts/list.module.css'
import { Page } from '../../parts/page.tsx'
import { Pager } from '../../parts/pager.tsx'
import { SearchLine } from '../../parts/search-bar/search-line.tsx'
import { Failure, Notice, RowSkeleton } from '../../parts/states.tsx'
import { useRowKeys } from '../../parts/use-row-keys.ts'
import styles from './events.module.css'

const route = getRouteApi('/events')

/** Every event that fits, a page at a time. */
export function EventsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const area = useRef<HTMLDivElement>(null)
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery(eventsQuery(search))
  const { data: total, refetch: recount } = useQuery(eventCountQuery(search))
  const { onPrevious, onNext } = usePaging(data?.next_cursor)
  useRowKeys(area, search.event !== undefined)

  /** Whatever changes what the list holds starts it from its first page. */
  const change = (next: Partial<Search> & { order?: 'asc' | undefined }) =>
    navigate({ search: (before) => ({ ...before, ...next, cursor: undefined, at: undefined }) })
  const filter = ({ field, value }: Term) => change({ q: withTerm(search.q, field, value) })
  const close = () => navigate({ search: (before) => ({ ...before, event: undefined }) })

  return (
    <Page
      title="Events"
      note={typeof total === 'number' && <span>{countOf(total, 'event')}</span>}
      actions={
        <IconButton
          name="Load again"
          onClick={() => {
            void refetch()
            void recount()
          }}
        >
          <RefreshCw size={14} aria-hidden className={isFetching ? styles.turning : undefined} />
        </IconButton>
      }
      bar={<SearchLine of="event" search={search} onChange={change} />}
    >
      <div className={list.split} ref={area}>
        <div className={styles.column}>
          {error && !isPlaceholderData ? (
            <Failure error={error} retry={refetch} />
          ) : !data ? (
            <RowSkeleton rows={20} />
          ) : data.items.length === 0 ? (
            <Nothing isFiltered={isFiltered(search)} onClear={() => change(noSearch)} />
          ) : (
            <EventTable
              label="Events"
              isStale={isPlaceholderData}
              order={search.order ?? 'desc'}
              onOrder={() => change({ order: search.order === 'asc' ? undefined : 'asc' })}
            >
              {byDay(data.items).map(({ day, events }) => (
                <RowGroup key={`${day} ${events[0]?.event_id}`} title={day}>
                  {events.map((event) => (
                    <EventRow
                      key={event.event_id}
                      event={event}
                      timeAs="clock"
                      isOpen={event.event_id === search.event}
                      onFilter={filter}
                    />
                  ))}
                </RowGroup>
              ))}
            </EventTable>
          )}
          {data && !error && (
            <Pager
              before={search.at ?? 0}
              count={data.items.length}
              total={total}
              onPrevious={onPrevious}
              onNext={onNext}
            />
          )}
        </div>
        <EventPanel eventId={search.event} events={data?.items ?? []} onClose={close} onFilter={filter} />
      </div>
    </Page>
  )
}

/** Events in order, a new group where the day changes. */
function byDay(events: readonly ListedEvent[]): { day: string; events: ListedEvent[] }[] {
  const groups: { day: string; events: ListedEvent[] }[] = []
  for (const event of events) {
    const day = formatDay(msOf(event.timestamp))
    const last = groups.at(-1)
    if (last?.day === day) last.events.push(event)
    else groups.push({ day, events: [event] })
  }
  return groups
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (!isFiltered) {
    return (
      <Notice title="No events yet">
        <p>The live feed shows how to send the first one.</p>
      </Notice>
    )
  }
  return (
    <Notice title="No event fits this filter">
      <p>What stands side by side must all hold. A wider time range may help.</p>
      <Button onClick={onClear}>Clear filter</Button>
    </Notice>
  )
}

/**
 * A cursor only leads on. The way back is kept in the browser's history beside each page, so it survives a reload; a page
 * that was opened by its address leads back to the first one.
 */
function usePaging(nextCursor: string | null | undefined) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const trail = (history.state as { trail?: string[] } | null)?.trail ?? []
  const { cursor, at = 0 } = search
  const onNext = nextCursor
    ? () =>
        navigate({
          search: (before) => ({ ...before, cursor: nextCursor, at: at + eventsPageSize, event: undefined }),
          state: (before) => ({ ...before, trail: cursor ? [...trail, cursor] : [] }),
        })
    : undefined
  const onPrevious = cursor
    ? () => {
        const earlier = trail.at(-1)
        return navigate({
          search: (before) => ({
            ...before,
            cursor: earlier,
            at: earlier ? at - eventsPageSize : undefined,
            event: undefined,
          }),
          state: (before) => ({ ...before, trail: trail.slice(0, -1) }),
        })
      }
    : undefined
  return { onNext, onPrevious }
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The cursors of the pages that led here, without the first page, which needs none. */
    trail?: string[]
  }
}
