import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { panned, type TimeWindow, within, zoomed } from '../../../data/time-window.ts'
import { useFrame } from '../../../parts/use-frame.ts'
import { axisHeight } from './geometry.ts'

interface PointerOptions {
  stage: RefObject<HTMLElement | null>
  window: TimeWindow
  whole: TimeWindow
  width: number
  onShow: (window: TimeWindow | undefined) => void
  /** Somebody pressed a place; `y` is from the top of the stage. */
  onPick: (ms: number, y: number) => void
  /** Somebody drags through time; undefined when he lets go. */
  onScrub: (ms: number | undefined) => void
}

/** A range that is being dragged out, in pixels. */
export interface Range {
  left: number
  right: number
}

/** Two fingers: where they came down, and what was shown then. */
interface Pinch {
  window: TimeWindow
  middle: number
  apart: number
}

const dragPxMin = 4
const pinchPxMin = 8

/**
 * What a pointer does on the timeline. Mouse: press to go there, drag for a range to zoom in on, drag the axis to scrub; the wheel zooms,
 * sideways (or with Shift) it pans. Touch: one finger scrubs, two zoom and pan. However often a pointer reports, the page answers once a frame.
 */
export function usePointer(options: PointerOptions) {
  const { window, whole, width, onShow, onPick, onScrub } = options
  const [hover, setHover] = useState<{ x: number; y: number }>()
  const [range, setRange] = useState<Range>()
  const down = useRef<{ x: number; y: number; does: 'scrub' | 'range' }>(undefined)
  const touches = useRef(new Map<number, number>())
  const pinch = useRef<Pinch>(undefined)
  const frame = useFrame()
  const msPerPx = (window.to - window.from) / Math.max(1, width)
  const msAt = (x: number) => window.from + Math.min(width, Math.max(0, x)) * msPerPx
  useWheel({ ...options, msPerPx })

  const placeOf = (event: PointerEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return
    const { x, y } = placeOf(event)
    event.currentTarget.setPointerCapture(event.pointerId)
    if (event.pointerType === 'touch') touches.current.set(event.pointerId, x)
    if (touches.current.size === 2) return beginPinch()
    const does = event.pointerType === 'touch' || y < axisHeight ? 'scrub' : 'range'
    down.current = { x, y, does }
    if (y < axisHeight) onScrub(msAt(x))
  }

  function beginPinch() {
    const [a, b] = [...touches.current.values()] as [number, number]
    pinch.current = { window, middle: (a + b) / 2, apart: Math.max(pinchPxMin, Math.abs(a - b)) }
    down.current = undefined
    onScrub(undefined)
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const { x, y } = placeOf(event)
    if (touches.current.has(event.pointerId)) touches.current.set(event.pointerId, x)
    frame(() => (pinch.current ? showPinched(pinch.current) : moveTo(x, y)))
  }

  /** What was between the fingers when they came down still is. */
  function showPinched({ window: before, middle, apart }: Pinch) {
    const [a, b] = [...touches.current.values()]
    if (a === undefined || b === undefined) return
    const ms = ((before.to - before.from) * apart) / Math.max(pinchPxMin, Math.abs(a - b))
    const heldMs = before.from + (middle / width) * (before.to - before.from)
    const from = heldMs - ((a + b) / 2 / width) * Math.min(ms, whole.to - whole.from)
    onShow(within({ from, to: from + ms }, whole))
  }

  function moveTo(x: number, y: number) {
    const start = down.current
    const isDrag = start !== undefined && Math.abs(x - start.x) >= dragPxMin
    if (isDrag && start.does === 'scrub') {
      onScrub(msAt(x))
      setHover(undefined)
      return
    }
    setHover({ x, y })
    if (isDrag) setRange({ left: Math.min(x, start.x), right: Math.max(x, start.x) })
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    frame.now()
    const { x, y } = placeOf(event)
    const wasTouch = touches.current.delete(event.pointerId)
    const start = down.current
    end()
    if (wasTouch) setHover(undefined)
    if (!start) return
    const isDrag = Math.abs(x - start.x) >= dragPxMin
    if (start.does === 'range' && isDrag) {
      const [from, to] = [msAt(Math.min(x, start.x)), msAt(Math.max(x, start.x))]
      onShow(within({ from, to }, whole))
    } else if (!isDrag && start.y >= axisHeight) onPick(msAt(x), y)
  }

  function onPointerLeave() {
    frame.cancel()
    setHover(undefined)
  }

  function onPointerCancel(event: PointerEvent<HTMLElement>) {
    frame.cancel()
    touches.current.delete(event.pointerId)
    end()
  }

  function end() {
    if (touches.current.size < 2) pinch.current = undefined
    if (down.current?.does === 'scrub') onScrub(undefined)
    down.current = undefined
    setRange(undefined)
  }

  return {
    hover,
    range,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerLeave, onPointerCancel },
  }
}

function useWheel({
  stage,
  ...options
}: Pick<PointerOptions, 'stage' | 'window' | 'whole' | 'onShow'> & { msPerPx: number }) {
  const latest = useRef(options)
  latest.current = options
  const frame = useFrame()
  const turned = useRef({ zoom: 0, panPx: 0, x: 0 })
  // React listens passively, and then the page would zoom too.
  useEffect(() => {
    const element = stage.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const isPan = !event.ctrlKey && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
      if (isPan) turned.current.panPx += event.deltaX || event.deltaY
      // A pinch on a touchpad comes as a wheel with Ctrl, in much smaller steps.
      else turned.current.zoom += event.deltaY * (event.ctrlKey ? 0.012 : 0.0022)
      turned.current.x = event.clientX - element.getBoundingClientRect().left
      frame(() => {
        const { window, whole, msPerPx, onShow } = latest.current
        const { zoom, panPx, x } = turned.current
        turned.current = { zoom: 0, panPx: 0, x }
        const nearer = zoomed(window, whole, Math.exp(zoom), window.from + x * msPerPx)
        onShow(panPx === 0 ? nearer : panned(nearer, whole, panPx * msPerPx))
      })
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [stage, frame])
}
