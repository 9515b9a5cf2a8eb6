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
import type { BarTone } from '../../parts/answers/bar.tsx'
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
      {error && !extent && !isTimed ? (
        <QuestionFailure error={error} retry={() => void refetch()} />
      ) : !extent && !isTimed ? (
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

interface OverviewTile {
  title: string
  asked: InsightSearch
  isWide?: boolean
  tone?: BarTone
  /** Of what was asked over time only the groups. */
  areGroupsShown?: boolean
}

const overviewTiles: readonly OverviewTile[] = [
  { title: 'Events', asked: overview.events, isWide: true },
  { title: 'Top categories', asked: overview.events, areGroupsShown: true },
  { title: 'Failing tools', asked: overview.failing, areGroupsShown: true, tone: 'failed' },
  { title: 'Slowest tools, 95th percentile', asked: overview.slowest },
  { title: 'Transfer rate by tool', asked: overview.transfers },
]

function Overview({ search }: { search: Search }) {
  return overviewTiles.map(({ title, asked, isWide = false, tone = 'plain', areGroupsShown = false }) => {
    const question = narrowedTo(search, asked)
    const opened = areGroupsShown ? { ...question, interval: undefined } : question
    return (
      <Tile key={title} title={title} search={opened} isWide={isWide}>
        <Answer search={question} tone={tone} areGroupsShown={areGroupsShown} isCompact />
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
