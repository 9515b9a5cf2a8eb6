import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Pause, Play } from 'lucide-react'
import { memo, useCallback, useEffect, useMemo, useRef } from 'react'
import { countOf, formatRate } from '../../data/format.ts'
import { shownCountMax } from '../../data/live-buffer.ts'
import { useLiveFeed } from '../../data/live-feed.ts'
import { eventCountQuery } from '../../data/queries.ts'
import { isFiltered, type Search, type Term, withTerm } from '../../data/search.ts'
import { Button } from '../../parts/button.tsx'
import { ConnectionMark } from '../../parts/connection-mark.tsx'
import { EventPanel } from '../../parts/event-panel.tsx'
import list from '../../parts/list.module.css'
import { Page } from '../../parts/page.tsx'
import { SearchLine } from '../../parts/search-bar/search-line.tsx'
import { Sparkline } from '../../parts/sparkline.tsx'
import { Failure, Notice, RowSkeleton } from '../../parts/states.tsx'
import { useRowKeys } from '../../parts/use-row-keys.ts'
import { useShortcuts } from '../../parts/use-shortcuts.ts'
import { FirstRun } from '../first-run/first-run.tsx'
import styles from './live.module.css'
import { LiveRows } from './live-rows.tsx'

const route = getRouteApi('/live')

/** Events as they are committed. */
export function LiveScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const feed = useLiveFeed(search)
  const { buffer, connection } = feed
  const area = useRef<HTMLDivElement>(null)
  const isFirstRun = useIsFirstRun(search, buffer.shown.length + buffer.waitingCount > 0)

  const toggle = buffer.paused ? feed.resume : feed.pause
  useShortcuts('live', { p: toggle })
  useRowKeys(area, search.event !== undefined)
  useRecheckOnLoss(connection === 'reconnecting' || connection === 'lost')

  const change = useCallback(
    (next: Partial<Search>) => navigate({ search: (before) => ({ ...before, ...next }) }),
    [navigate],
  )
  // Made once a filter, and not with every arrival.
  const bar = useMemo(
    () => <SearchLine of="event" search={search} onChange={change} hasRange={false} />,
    [search, change],
  )
  const filter = useCallback(
    ({ field, value }: Term, negated?: boolean) => change({ q: withTerm(search.q, field, value, negated) }),
    [search.q, change],
  )
  const close = () => navigate({ search: (before) => ({ ...before, event: undefined }) })

  const note = <ConnectionMark connection={connection} onRetry={feed.retry} />
  if (isFirstRun) return <FirstRun title="Live" note={note} becomes="the live feed" />
  return (
    <Page
      title="Live"
      note={note}
      actions={
        <>
          <Rate perSecond={feed.perSecond} />
          <Button
            onClick={toggle}
            look={buffer.paused ? 'primary' : 'plain'}
            className={styles.pause}
            aria-keyshortcuts="p"
          >
            {buffer.paused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
            {buffer.paused
              ? buffer.waitingCount > 0
                ? `Resume, ${countOf(buffer.waitingCount, 'new event')}`
                : 'Resume'
              : 'Pause'}
          </Button>
        </>
      }
      bar={bar}
    >
      <div className={list.split} ref={area}>
        <div className={styles.feed}>
          {buffer.shown.length > 0 ? (
            <LiveRows
              shown={buffer.shown}
              freshCount={Math.max(0, buffer.freshCount - buffer.waitingCount)}
              isCrowd={buffer.isCrowd}
              openId={search.event}
              onFilter={filter}
            />
          ) : feed.error && connection !== 'live' ? (
            <Failure error={feed.error} retry={feed.retry} />
          ) : !feed.isReady ? (
            <RowSkeleton />
          ) : (
            <Notice title="Listening">
              <p>
                {isFiltered(search)
                  ? 'No event has passed this filter yet. One that does shows up here at once.'
                  : 'The next event shows up here at once.'}
              </p>
            </Notice>
          )}
          {buffer.receivedCount > shownCountMax && (
            <p className={styles.limit}>
              Showing the newest {countOf(shownCountMax, 'event')} of {countOf(buffer.receivedCount, 'arrival')}; all of
              them are under{' '}
              <Link to="/explore" search={{ q: search.q }}>
                Explore
              </Link>
              .
            </p>
          )}
        </div>
        <EventPanel eventId={search.event} events={buffer.shown} onClose={close} onFilter={filter} />
      </div>
    </Page>
  )
}

/** True while this project has never had an event. The first one to arrive ends it. */
function useIsFirstRun(search: Search, hasEvents: boolean): boolean {
  const asksAll = !isFiltered(search)
  const { data: total } = useQuery({ ...eventCountQuery({}), enabled: asksAll && !hasEvents })
  return asksAll && !hasEvents && total === 0
}

/** A stream does not say why it broke. If it was because of who asks, asking again leads to the sign-in. */
function useRecheckOnLoss(isBroken: boolean): void {
  const queries = useQueryClient()
  useEffect(() => {
    if (isBroken) void queries.invalidateQueries({ queryKey: ['whoami'] })
  }, [isBroken, queries])
}

const rateSeconds = 10

/** Drawn once a second, however much arrives. */
const Rate = memo(function Rate({ perSecond }: { perSecond: readonly number[] }) {
  const recent = perSecond.slice(-rateSeconds)
  const rate = recent.reduce((sum, count) => sum + count, 0) / Math.max(1, recent.length)
  return (
    <div className={styles.rate}>
      <Sparkline
        counts={perSecond}
        slots={60}
        label={`Events per second over the last minute, now ${formatRate(rate)}`}
      />
      <span className={styles.rateNumber} aria-hidden>
        {formatRate(rate)}
      </span>
    </div>
  )
})
