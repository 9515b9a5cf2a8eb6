import { useCallback, useEffect, useRef, useState } from 'react'
import type { TimeScale } from '../data/time-scale.ts'
import { following, type TimeWindow, windowOf, windowText, within } from '../data/time-window.ts'

const restMs = 400

type Clock = Pick<TimeScale, 'at' | 'msAt'>
const trueTime: Clock = { at: (ms) => ms, msAt: (ms) => ms }

/**
 * What an axis of time shows: all of it, or a part, which the address keeps once it has come to rest. Where time is folded, `whole` and
 * what is shown are places along the axis; the address names instants all the same.
 */
export function useTimeWindow(
  whole: TimeWindow,
  zoom: string | undefined,
  onZoom: (zoom: string | undefined) => void,
  clock = trueTime,
) {
  const [part, setPart] = useState(() => windowOf(zoom))
  const told = useRef(zoom)
  // What the address was told and does not say yet: it may take longer than until the next is told.
  const awaited = useRef<(string | undefined)[]>([])
  const tell = useRef(onZoom)
  tell.current = onZoom

  // Back and forward bring another one.
  useEffect(() => {
    const place = awaited.current.indexOf(zoom)
    awaited.current = awaited.current.slice(place + 1)
    if (place >= 0 || zoom === told.current) return
    told.current = zoom
    setPart(windowOf(zoom))
  }, [zoom])

  const text = part && windowText(part)
  useEffect(() => {
    if (text === told.current) return
    const timer = setTimeout(() => {
      told.current = text
      awaited.current.push(text)
      tell.current(text)
    }, restMs)
    return () => clearTimeout(timer)
  }, [text])

  const isWhole = part === undefined
  const window = isWhole ? whole : within(placesOf(part, clock), whole)
  const show = useCallback(
    (next: TimeWindow | undefined) => {
      const isAll = next === undefined || next.to - next.from >= (whole.to - whole.from) * 0.999
      setPart(isAll ? undefined : instantsOf(next, clock))
    },
    [whole, clock],
  )
  const follow = useCallback(
    (at: number) =>
      setPart((before) => before && instantsOf(following(within(placesOf(before, clock), whole), whole, at), clock)),
    [whole, clock],
  )
  return { window, isWhole, show, follow }
}

function placesOf({ from, to }: TimeWindow, { at }: Clock): TimeWindow {
  return { from: at(from), to: at(to) }
}

function instantsOf({ from, to }: TimeWindow, { msAt }: Clock): TimeWindow {
  return { from: msAt(from), to: msAt(to) }
}
