import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { compareTimestamps } from '../../data/time.ts'
import type { TimelineItem } from '../../data/timeline.ts'
import type { ConversationHandle } from './conversation.tsx'
import type { Seen } from './seen.ts'

interface ReadingOptions {
  items: readonly TimelineItem[]
  /** The items that are shown, as places among them, in order. */
  places: readonly number[]
  seen: Seen
  conversation: RefObject<ConversationHandle | null>
  /** What the address says: an event that is open, or a moment. */
  openId: string | undefined
  at: string | undefined
  isWhole: boolean
  isRunning: boolean
  onMoment: (timestamp: string) => void
}

export interface Reading {
  /** The place that one is at, or -1. */
  current: number
  /** Goes to a place, or to the next that is shown. */
  go(place: number, how?: keyof typeof aligns): number | undefined
  goTo(eventId: string): void
  /** Goes to the next place (or, -1, the previous) for which this holds, from where one is or else from what is in view. */
  step(direction: 1 | -1, holds?: (item: TimelineItem) => boolean): number | undefined
  /** Says where one is, without going there. */
  settle(place: number): void
  /** Passes a place on the way to another; undefined when there. */
  scrub(place: number | undefined): void
}

const restMs = 400
/** Where a row is put that one goes to: by a press, along the timeline, from row to row, from find to find. */
const aligns = { step: 'center', scrub: 'start', next: 'auto', find: 'center' } as const
/** As often the conversation is made anew while somebody drags through time: more often, and the hand would have to wait. */
const glanceMs = 90

/** Where somebody is in a session, and how he gets elsewhere. */
export function useReading(options: ReadingOptions): Reading {
  const { items, places, seen, conversation, onMoment } = options
  const [currentId, setCurrentId] = useState<string>()
  const placeOf = useMemo(() => new Map(items.map(({ event }, place) => [event.event_id, place])), [items])
  const current = placeOf.get(currentId ?? '') ?? -1

  const resting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(resting.current), [])
  const settle = (place: number) => {
    const item = items[place]
    if (!item) return
    setCurrentId(item.event.event_id)
    clearTimeout(resting.current)
    resting.current = setTimeout(() => onMoment(item.event.timestamp), restMs)
  }

  const rowOf = (place: number) => Math.min(places.length - 1, firstAtLeast(places, place))
  const go: Reading['go'] = (place, how = 'step') => {
    const row = rowOf(place)
    const shown = places[row]
    if (shown === undefined) return undefined
    settle(shown)
    conversation.current?.reveal(row, aligns[how], how === 'next' || how === 'find')
    return shown
  }

  const step: Reading['step'] = (direction, holds) => {
    const range = seen.get()
    const isInView = range !== undefined && current >= range.first && current <= range.last
    const from = isInView || !range ? current : direction > 0 ? range.first - 1 : range.last + 1
    const next =
      direction > 0
        ? places.find((place) => place > from && (holds?.(items[place] as TimelineItem) ?? true))
        : places.findLast((place) => (from < 0 || place < from) && (holds?.(items[place] as TimelineItem) ?? true))
    return next === undefined ? undefined : go(next, holds ? 'find' : 'next')
  }

  const goTo = (eventId: string) => {
    const place = placeOf.get(eventId)
    if (place !== undefined) go(place)
  }

  const scrub = useScrub(
    (place) => conversation.current?.glance(rowOf(place)),
    (place) => go(place, 'scrub'),
  )

  useFirstPlace(options, placeOf, go, () => conversation.current?.toEnd())
  return { current, go, goTo, step, settle, scrub }
}

/** What is passed is only glanced at, and not more often than can be looked at; where one comes to rest, one is. */
function useScrub(glance: (place: number) => void, arrive: (place: number) => void): Reading['scrub'] {
  const acts = useRef({ glance, arrive })
  acts.current = { glance, arrive }
  const wanted = useRef<number>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const end = () => {
    clearTimeout(timer.current)
    timer.current = undefined
    if (wanted.current !== undefined) acts.current.arrive(wanted.current)
    wanted.current = undefined
  }
  const look = (seen: number | undefined) => {
    if (wanted.current === undefined || wanted.current === seen) return end()
    const place = wanted.current
    acts.current.glance(place)
    timer.current = setTimeout(() => look(place), glanceMs)
  }
  return (place) => {
    if (place === undefined) return end()
    wanted.current = place
    if (timer.current === undefined) look(undefined)
  }
}

/** An address that names an event or a moment leads there, once; of a session that runs, the end is what is looked at. */
function useFirstPlace(
  { items, openId, at, isWhole, isRunning }: ReadingOptions,
  placeOf: ReadonlyMap<string, number>,
  go: Reading['go'],
  toEnd: () => void,
) {
  const isPlaced = useRef(false)
  useEffect(() => {
    if (isPlaced.current || items.length === 0) return
    const place = openId !== undefined ? placeOf.get(openId) : at === undefined ? undefined : placeAt(items, at)
    const isKnown = place !== undefined && (openId !== undefined || isWhole || place < items.length - 1)
    if (!isKnown && !isWhole) return
    isPlaced.current = true
    if (place !== undefined) go(place)
    else if (isRunning) toEnd()
  })
}

/** The first item at a moment or after it; the last one if there is none. */
function placeAt(items: readonly TimelineItem[], at: string): number | undefined {
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime())) return undefined
  const timestamp = at.endsWith('Z') ? at : instant.toISOString()
  const place = items.findIndex(({ event }) => compareTimestamps(event.timestamp, timestamp) >= 0)
  return place < 0 ? items.length - 1 : place
}

/** Binary search: the index of the first that is not smaller. */
function firstAtLeast(places: readonly number[], place: number): number {
  let [low, high] = [0, places.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] as number) < place) low = middle + 1
    else high = middle
  }
  return low
}
