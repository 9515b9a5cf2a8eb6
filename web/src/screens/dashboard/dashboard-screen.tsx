import { useIsFetching, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { RefreshCw } from 'lucide-react'
import { narrowedTo, overview, usualTime } from '../../data/dashboard.ts'
import type { InsightSearch } from '../../data/insight-search.ts'
import { extentQuery } from '../../data/insights.ts'
import { pinned } from '../../data/pins.ts'
import { whileAway } from '../../data/queries.ts'
import { searchOfView } from '../../data/saved-question.ts'
import { viewsQuery } from '../../data/saved-views.ts'
import type { Search } from '../../data/search.ts'
import { Answer } from '../../parts/answers/answer.tsx'
import { QuestionFailure } from '../../parts/answers/question-failure.tsx'
import { IconButton } from '../../parts/button.tsx'
import { Page } from '../../parts/page.tsx'
import { ScrollRegion } from '../../parts/scroll-region.tsx'
import { SearchBar } from '../../parts/search-bar/search-bar.tsx'
import { RowSkeleton } from '../../parts/states.tsx'
import { TimeRange } from '../../parts/time-range.tsx'
import { FirstRun } from '../first-run/first-run.tsx'
import styles from './dashboard.module.css'
import { Headlines } from './headlines.tsx'
import { PinMenu } from './pin-menu.tsx'
import { Tile } from './tile.tsx'

const route = getRouteApi('/dashboard')

const firstEventLookMs = 1500

/** How it goes, at a glance: what is asked of any agents, and what the project has pinned. */
export function DashboardScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const client = useQueryClient()
  const asking = useIsFetching({ queryKey: ['ask'] })
  // The first event ends the first run.
  const {
    data: extent,
    error,
    refetch,
  } = useQuery({
    ...extentQuery,
    refetchInterval: (query) => (query.state.data?.events === 0 ? firstEventLookMs : whileAway(query)),
  })
  const change = (next: Partial<Search>) => void navigate({ search: (before) => ({ ...before, ...next }) })
  const isTimed = search.range !== undefined || search.from !== undefined || search.to !== undefined
  const shown: Search = isTimed || !extent ? search : { ...search, ...usualTime(extent, Date.now()) }
  if (extent?.events === 0) return <FirstRun title="Dashboard" becomes="the dashboard" />
  return (
    <Page
      title="Dashboard"
      note={!isTimed && shown.from && <span>The last week with events</span>}
      actions={
        <IconButton name="Ask again" onClick={() => void client.invalidateQueries({ queryKey: ['ask'] })}>
          <RefreshCw size={14} aria-hidden className={asking > 0 ? 'turning' : undefined} />
        </IconButton>
      }
      bar={
        <div className={styles.bar}>
          <SearchBar
            of="event"
            q={search.q}
            onChange={(q) => change({ q })}
            placeholder="Narrow everything, for instance attributes.channel:web_chat"
          />
          <TimeRange search={shown} onChange={change} />
        </div>
      }
    >
      {error && !extent ? (
        <QuestionFailure error={error} retry={() => void refetch()} />
      ) : !extent ? (
        <RowSkeleton rows={12} />
      ) : (
        <ScrollRegion label="Dashboard">
          <div className={styles.board}>
            <Headlines search={shown} />
            <Pins search={search} />
            <Overview search={shown} />
          </div>
        </ScrollRegion>
      )}
    </Page>
  )
}

const titles: Record<keyof typeof overview, string> = {
  events: 'Events',
  categories: 'Top categories',
  failing: 'Failing tools',
  slowest: 'Slowest tools, 95th percentile',
  transfers: 'Transfer rate by tool',
}

function Overview({ search }: { search: Search }) {
  return (Object.keys(overview) as (keyof typeof overview)[]).map((name) => {
    const question = narrowedTo(search, overview[name] as unknown as InsightSearch)
    const tone = name === 'failing' ? 'failed' : 'plain'
    return (
      <Tile key={name} title={titles[name]} search={question} isWide={name === 'events'}>
        <Answer search={question} tone={tone} isCompact />
      </Tile>
    )
  })
}

/** What was saved and pinned, each over its own time unless the dashboard has one. */
function Pins({ search }: { search: Search }) {
  const { data: views = [] } = useQuery(viewsQuery)
  return pinned(views).map((view) => {
    const saved = searchOfView(view)
    if (!saved) return null
    const question = narrowedTo(search, saved)
    return (
      <Tile
        key={view.name}
        title={view.name}
        about={view.description}
        search={question}
        isWide={saved.kind !== undefined || saved.chart === undefined}
        menu={<PinMenu view={view} views={views} />}
      >
        <Answer search={question} isCompact />
      </Tile>
    )
  })
}
