import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { RefreshCw, SlidersHorizontal } from 'lucide-react'
import { type ComponentType, Suspense, useEffect, useMemo, useState } from 'react'
import { eventPagesQuery, passingCountQuery } from '../../data/explore.ts'
import { countOf } from '../../data/format.ts'
import { loadScript } from '../../data/reach.ts'
import { isFiltered, noSearch } from '../../data/search.ts'
import { Button, IconButton } from '../../parts/button.tsx'
import { EventPanel } from '../../parts/event-panel.tsx'
import { lazyPart } from '../../parts/lazy-part.ts'
import list from '../../parts/list.module.css'
import { Page } from '../../parts/page.tsx'
import { SearchLine } from '../../parts/search-bar/search-line.tsx'
import { Failure, Notice, RowSkeleton } from '../../parts/states.tsx'
import { useMedia } from '../../parts/use-media.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import { EventsTable } from './events-table.tsx'
import styles from './explore.module.css'
import { ExportMenu } from './export-menu.tsx'
import { FacetsAside } from './facets.tsx'
import { type Explore, useExplore } from './use-explore.ts'

const FacetsSheet = lazyPart(() => import('./facets-sheet.tsx'))

/** Every event that passes: how many when, what they are, and each of them. */
export function ExploreScreen() {
  const asked = useExplore()
  const { search } = asked
  const pages = useInfiniteQuery(eventPagesQuery(search))
  const explore: Explore = { ...asked, isListed: !pages.isPending && !pages.isPlaceholderData }
  const { data: total } = useQuery(passingCountQuery(search))
  const hasRoom = useMedia('(min-width: 60rem)')
  const isSmall = useMedia('(max-width: 40rem)')
  // Else they give way to an open event.
  const isWide = useMedia('(min-width: 100rem)')
  const [areFacetsShown, setFacetsShown] = useState(true)
  const [isSheetOpen, setSheetOpen] = useState(false)
  const events = useMemo(() => pages.data?.pages.flatMap(({ items }) => items) ?? [], [pages.data])
  const HistogramPanel = useHistogramPanel(!pages.isPending)
  const loadAgain = useLoadAgain(explore)
  const isBusy = pages.isFetching && !pages.isFetchingNextPage

  return (
    <Page
      title="Explore"
      note={typeof total === 'number' && <span>{countOf(total, 'event')}</span>}
      actions={
        <>
          <Button
            look="quiet"
            aria-label="Facets"
            aria-expanded={hasRoom ? areFacetsShown : isSheetOpen}
            onClick={() => (hasRoom ? setFacetsShown(!areFacetsShown) : setSheetOpen(true))}
          >
            <SlidersHorizontal size={14} aria-hidden />
            {!isSmall && 'Facets'}
          </Button>
          {!isSmall && <ColumnsMenu explore={explore} />}
          <ExportMenu explore={explore} total={total} isSmall={isSmall} />
          <IconButton name="Load again" onClick={loadAgain}>
            <RefreshCw size={14} aria-hidden className={isBusy ? 'turning' : undefined} />
          </IconButton>
        </>
      }
      bar={<SearchLine of="event" search={search} onChange={explore.change} />}
    >
      <div className={list.split}>
        {hasRoom && areFacetsShown && (isWide || search.event === undefined) && <FacetsAside explore={explore} />}
        {!hasRoom && isSheetOpen && (
          <Suspense>
            <FacetsSheet explore={explore} onClose={() => setSheetOpen(false)} />
          </Suspense>
        )}
        <div className={styles.column}>
          {HistogramPanel ? <HistogramPanel explore={explore} /> : <div className={styles.histogram} />}
          {pages.error && !pages.data ? (
            <Failure error={pages.error} retry={() => void pages.refetch()} />
          ) : !pages.data ? (
            <RowSkeleton rows={20} />
          ) : events.length === 0 ? (
            <Nothing explore={explore} />
          ) : (
            <EventsTable explore={explore} events={events} pages={pages} total={total} />
          )}
        </div>
        <EventPanel
          eventId={search.event}
          events={events}
          onClose={() => explore.open(undefined)}
          onFilter={explore.filter}
          onColumn={explore.addColumn}
        />
      </div>
    </Page>
  )
}

const momentMs = 60

/**
 * What draws the histogram is large, and the events need not wait for it: it is loaded a moment after they have come, when
 * they are drawn. Not by Suspense, which shows nothing so soon after it has shown that something is to come.
 */
function useHistogramPanel(areListed: boolean): ComponentType<{ explore: Explore }> | undefined {
  const [Panel, setPanel] = useState<ComponentType<{ explore: Explore }>>()
  useEffect(() => {
    if (!areListed) return
    const load = async () => {
      const { default: Loaded } = await loadScript(() => import('./histogram-panel.tsx'))
      setPanel(() => Loaded)
    }
    // Of an outdated page it never comes; the page says so.
    const timer = setTimeout(() => void load().catch(() => undefined), momentMs)
    return () => clearTimeout(timer)
  }, [areListed])
  return Panel
}

/** Reads what is shown once more, of the pages only the first: what was scrolled to may be somewhere else by now. */
function useLoadAgain({ search }: Explore): () => void {
  const queries = useQueryClient()
  return () => {
    queries.setQueryData(eventPagesQuery(search).queryKey, (known) => {
      return known && { pages: known.pages.slice(0, 1), pageParams: known.pageParams.slice(0, 1) }
    })
    void queries.invalidateQueries({ queryKey: ['explore'] })
    void queries.invalidateQueries({ queryKey: ['facets'] })
  }
}

function Nothing({ explore: { search, change } }: { explore: Explore }) {
  if (!isFiltered(search)) {
    return (
      <Notice title="No events yet">
        <p>The live feed shows how to send the first one.</p>
      </Notice>
    )
  }
  const hasRange = Boolean(search.range || search.from || search.to)
  return (
    <Notice title="No event fits this filter">
      <p>What stands side by side must all hold{hasRange && ', within the time range'}.</p>
      <div className={styles.ways}>
        {hasRange && (
          <Button onClick={() => change({ range: undefined, from: undefined, to: undefined })}>Look at any time</Button>
        )}
        {search.q && <Button onClick={() => change(noSearch)}>Clear filter</Button>}
      </div>
    </Notice>
  )
}
