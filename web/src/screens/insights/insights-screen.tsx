import type { ViewChart } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { type InsightSearch, type QuestionKind, stepsOf } from '../../data/insight-search.ts'
import { viewsQuery } from '../../data/saved-views.ts'
import { Answer } from '../../parts/answers/answer.tsx'
import { Button } from '../../parts/button.tsx'
import { Page } from '../../parts/page.tsx'
import { ScrollRegion } from '../../parts/scroll-region.tsx'
import { SearchBar } from '../../parts/search-bar/search-bar.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { TimeRange } from '../../parts/time-range.tsx'
import { useMedia } from '../../parts/use-media.ts'
import styles from './insights.module.css'
import { OpenedView } from './opened-view.tsx'
import { QuestionBuilder } from './question-builder.tsx'
import { SaveQuestion } from './save-question.tsx'
import { SavedList } from './saved-list.tsx'

const route = getRouteApi('/insights')

const kinds: Record<QuestionKind | 'saved', string> = {
  measure: 'Measure',
  funnel: 'Funnel',
  paths: 'Paths',
  transfers: 'Transfers',
  saved: 'Saved',
}

const charts: Record<ViewChart, string> = { line: 'Line', bar: 'Bars', table: 'Table', number: 'Number' }

/** A question, built by hand, and its answer. All of it stands in the address. */
export function InsightsScreen() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: views } = useQuery(viewsQuery)
  const change = (next: Partial<InsightSearch>) => void navigate({ search: (before) => ({ ...before, ...next }) })
  const { kind = 'measure' } = search
  const opened = views?.find(({ name }) => name === search.view)
  const toKind = (next: QuestionKind | 'saved') => {
    const { q, range, from, to, tz } = search
    void navigate({ search: { q, range, from, to, tz, kind: next === 'measure' ? undefined : next } })
  }
  const hasRoom = useMedia('(min-width: 52rem)')
  const kindChoice = <Segmented label="Kind of question" value={kind} options={kinds} onChange={toKind} />
  return (
    <Page
      title="Insights"
      note={hasRoom && kindChoice}
      actions={
        isAsked(search) && (
          <>
            {opened && (
              <OpenedView
                key={opened.name}
                view={opened}
                search={search}
                onOpen={(saved) => void navigate({ search: saved })}
              />
            )}
            <SaveQuestion
              search={search}
              label={opened ? 'Save as…' : 'Save'}
              onSaved={(name) => change({ view: name })}
            />
          </>
        )
      }
      bar={
        (!hasRoom || kind !== 'saved') && (
          <div className={styles.bar}>
            {!hasRoom && kindChoice}
            {kind !== 'saved' && (
              <>
                <SearchBar
                  of="event"
                  q={search.q}
                  onChange={(q) => change({ q })}
                  placeholder="Which events? For instance source:tool-call"
                />
                <TimeRange search={search} onChange={change} />
              </>
            )}
          </div>
        )
      }
    >
      {kind === 'saved' ? <SavedList /> : <Question search={search} onChange={change} />}
    </Page>
  )
}

/** What is chosen, beside its answer; on a phone folded away above it. */
function Question({ search, onChange }: { search: InsightSearch; onChange: (change: Partial<InsightSearch>) => void }) {
  const hasRoom = useMedia('(min-width: 52rem)')
  const [isUnfolded, setUnfolded] = useState(!isAsked(search))
  const isMeasure = search.kind === undefined
  return (
    <div className={styles.split}>
      {(hasRoom || isUnfolded) && (
        <ScrollRegion label="Question" className={styles.builder}>
          <QuestionBuilder search={search} onChange={onChange} />
        </ScrollRegion>
      )}
      <ScrollRegion label="Answer" className={styles.answer}>
        {(isMeasure || !hasRoom) && (
          <div className={styles.answerHead}>
            {isMeasure && (
              <Segmented
                label="Shown as"
                value={search.chart ?? 'line'}
                options={charts}
                onChange={(chart) => onChange(withChart(search, chart))}
              />
            )}
            {!hasRoom && (
              <Button aria-expanded={isUnfolded} onClick={() => setUnfolded(!isUnfolded)}>
                <SlidersHorizontal size={14} aria-hidden />
                {isUnfolded ? 'Done' : 'Change'}
              </Button>
            )}
          </div>
        )}
        <Answer key={search.kind} search={search} onChange={onChange} />
      </ScrollRegion>
    </div>
  )
}

/** Whether there is a question yet that could be answered, or saved. */
function isAsked(search: InsightSearch): boolean {
  if (search.kind === 'funnel') return stepsOf(search).length >= 2
  return search.kind === 'paths' ? search.start !== undefined : search.kind !== 'saved'
}

/** Only lines and bars are over time by habit; a table and a number say so when they are meant to be. */
function withChart(search: InsightSearch, chart: ViewChart): Partial<InsightSearch> {
  if (chart === 'line') return { chart: undefined, interval: search.interval === 'auto' ? undefined : search.interval }
  return { chart, interval: chart === 'number' ? undefined : search.interval }
}
