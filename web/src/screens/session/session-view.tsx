import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { type Term, withTerm } from '../../data/search.ts'
import { isShown } from '../../data/session-views.ts'
import { Button } from '../../parts/button.tsx'
import { EventPanel } from '../../parts/event-panel.tsx'
import { lazyPart } from '../../parts/lazy-part.ts'
import { SearchBar } from '../../parts/search-bar/search-bar.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { Notice, RowSkeleton } from '../../parts/states.tsx'
import { useMedia } from '../../parts/use-media.ts'
import { useShortcuts } from '../../parts/use-shortcuts.ts'
import type { SessionSearch } from '../../router.tsx'
import { BesidePanel } from './beside/beside.tsx'
import { Conversation, type ConversationHandle } from './conversation.tsx'
import { HelpLine } from './help-line.tsx'
import { TimelinePanel } from './lanes/timeline-panel.tsx'
import { createSeen } from './seen.ts'
import styles from './session.module.css'
import { SessionBar } from './session-bar.tsx'
import { SessionHead } from './session-head.tsx'
import { useReading } from './use-reading.ts'
import type { useSession } from './use-session.ts'
import { useSteps } from './use-steps.ts'

const loadDetail = () => import('../../parts/event-detail.tsx')
const EventDetail = lazyPart(loadDetail)
const route = getRouteApi('/sessions/$sessionId')

interface SessionViewProps {
  sessionId: string
  q: string | undefined
  known: ReturnType<typeof useSession>
}

/** The conversation, the timeline beside it, and what helps to understand both. */
export function SessionView({ sessionId, q, known }: SessionViewProps) {
  const { items, stages, matches, session, feed, isRunning } = known
  const search = route.useSearch()
  const navigate = useNavigate({ from: '/sessions/$sessionId' })
  const change = (next: Partial<SessionSearch>, replace = true) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace })

  const view = search.show ?? 'all'
  const isOnly = search.only === true && matches !== undefined
  const places = useMemo(() => {
    const shows = (place: number) => {
      const item = items[place]
      return item && isShown(item, view) && (!isOnly || matches?.has(item.event.event_id))
    }
    return [...items.keys()].filter(shows)
  }, [items, view, isOnly, matches])

  const [seen] = useState(createSeen)
  const conversation = useRef<ConversationHandle>(null)
  const openId = search.event
  const reading = useReading({
    items,
    places,
    seen,
    conversation,
    openId,
    at: search.at,
    isWhole: feed.isWhole,
    isRunning,
    onMoment: (at) => change({ at }),
  })
  const { current, go, goTo, settle, scrub } = reading
  const currentId = items[current]?.event.event_id

  const open = (event: string | undefined) => change({ event }, openId !== undefined)
  const follow = (place: number) => {
    if (openId !== undefined) change({ event: items[place]?.event.event_id })
  }
  // Another event is opened from elsewhere: by its neighbour, or by going back.
  const latest = useRef({ currentId, goTo })
  latest.current = { currentId, goTo }
  useEffect(() => {
    if (openId !== undefined && openId !== latest.current.currentId) latest.current.goTo(openId)
  }, [openId])
  const steps = useSteps(items, places, matches, reading, follow)
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  const unfold = (eventId: string) => setUnfolded((before) => toggled(before, eventId))
  const move = (direction: 1 | -1) => {
    const place = reading.step(direction)
    if (place !== undefined) follow(place)
  }
  // Not needed at once, but soon.
  useEffect(() => void loadDetail(), [])
  const hasRoom = useMedia('(min-width: 68rem)')
  useShortcuts('session', {
    j: () => move(1),
    k: () => move(-1),
    x: currentId === undefined ? undefined : () => unfold(currentId),
    Escape: openId !== undefined && hasRoom ? () => open(undefined) : undefined,
  })

  const filter = ({ field, value }: Term, negated?: boolean) => change({ q: withTerm(q, field, value, negated) }, false)
  const timeline = (
    <TimelinePanel
      items={items}
      matches={matches}
      seen={seen}
      current={current}
      zoom={search.zoom}
      onZoom={(zoom) => change({ zoom })}
      onGo={go}
      onScrub={scrub}
    />
  )
  const dialogue = (
    <Conversation
      ref={conversation}
      items={items}
      places={places}
      current={current}
      isWhole={feed.isWhole}
      openId={openId}
      matches={matches}
      stages={stages}
      unfolded={unfolded}
      seen={seen}
      onUnfold={unfold}
      onOpen={(eventId) => {
        goToQuietly(eventId)
        open(eventId)
      }}
      onCurrent={settle}
      onGoTo={goTo}
      whenNone={
        <Notice title="Nothing here fits">
          <p>The session has {items.length.toLocaleString('en')} events; they are hidden by what is shown.</p>
          <Button onClick={() => change({ show: undefined, only: undefined })}>Show all</Button>
        </Notice>
      }
    />
  )
  function goToQuietly(eventId: string) {
    const place = places.find((place) => items[place]?.event.event_id === eventId)
    if (place !== undefined) settle(place)
  }
  const beside = (
    <BesidePanel
      shows={search.beside ?? 'moments'}
      onShow={(shows) => change({ beside: shows === 'moments' ? undefined : shows })}
      sessionId={sessionId}
      session={session.data}
      moments={known.moments}
      current={current}
      uses={known.uses}
      onGo={(place) => {
        setPart('conversation')
        go(place)
      }}
      onGoTo={(eventId) => {
        setPart('conversation')
        goTo(eventId)
      }}
    />
  )
  const [part, setPart] = useState<'conversation' | 'about'>('conversation')

  return (
    <>
      <SessionHead
        sessionId={sessionId}
        session={session.data}
        feed={feed}
        isRunning={isRunning}
        ending={known.ending}
        reason={known.reason}
        slowest={known.slowest}
        moment={items[current]?.event.timestamp}
        onGoTo={goTo}
      />
      <SessionBar
        parts={
          !hasRoom && (
            <Segmented
              label="Show on this page"
              value={part}
              options={{ conversation: 'Conversation', about: 'About' }}
              onChange={setPart}
            />
          )
        }
        isFiltered={q !== undefined}
        view={view}
        onView={(show) => change({ show: show === 'all' ? undefined : show })}
        steps={steps}
        only={matches && { is: isOnly, onChange: (only) => change({ only: only || undefined }) }}
        shown={places.length < items.length ? `${count(places.length)} of ${count(items.length)} events` : ''}
      >
        <SearchBar
          q={q}
          onChange={(q) => change({ q, only: q === undefined ? undefined : search.only }, false)}
          of="event"
          placeholder="Find in this session"
        />
      </SessionBar>
      {hasRoom ? (
        <div className={styles.split}>
          {dialogue}
          <div className={styles.side}>
            {timeline}
            {openId === undefined ? (
              beside
            ) : (
              <aside className={styles.event} aria-label="Event">
                <Suspense fallback={<RowSkeleton rows={8} />}>
                  <EventDetail
                    key={openId}
                    eventId={openId}
                    known={items.find(({ event }) => event.event_id === openId)?.event}
                    onClose={() => open(undefined)}
                    onFilter={filter}
                  />
                </Suspense>
              </aside>
            )}
          </div>
        </div>
      ) : (
        <div className={styles.narrow}>
          {timeline}
          {/* Only hidden: it stays where one was. */}
          <div className={styles.narrow} hidden={part === 'about'}>
            {dialogue}
          </div>
          {part === 'about' && beside}
          <EventPanel eventId={openId} events={feed.events} onClose={() => open(undefined)} onFilter={filter} />
        </div>
      )}
      <HelpLine />
    </>
  )
}

function count(number: number): string {
  return number.toLocaleString('en')
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(id)) next.add(id)
  return next
}
