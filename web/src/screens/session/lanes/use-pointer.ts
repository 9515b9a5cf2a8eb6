import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { panned, type TimeWindow, within, zoomed } from '../../../data/time-window.ts'
import { axisHeight } from './geometry.ts'

interface PointerOptions {
  stage: RefObject<HTMLElement | null>
  window: TimeWindow
  whole: TimeWindow
  width: number
  onShow: (window: TimeWindow | undefined) => void
  /** Somebody pressed a place; `y` is from the top of the stage. */
  onPick: (ms: number, y: number) => void
  /** Somebody drags through time. */
  onScrub: (ms: number) => void
}

/** A range that is being dragged out, in pixels. */
export interface Range {
  left: number
  right: number
}

const dragPxMin = 4

/**
 * What a pointer does on the timeline. Mouse: press to go there, drag for a range to zoom in on, drag the axis to scrub; the wheel zooms,
 * sideways (or with Shift) it pans. Touch: one finger scrubs, two zoom and pan.
 */
export function usePointer({ stage, window, whole, width, onShow, onPick, onScrub }: PointerOptions) {
  const [hover, setHover] = useState<{ x: number; y: number }>()
  const [range, setRange] = useState<Range>()
  const down = useRef<{ x: number; y: number; does: 'scrub' | 'range' }>(undefined)
  const touches = useRef(new Map<number, number>())
  const msPerPx = (window.to - window.from) / Math.max(1, width)
  const msAt = (x: number) => window.from + Math.min(width, Math.max(0, x)) * msPerPx

  const latest = useRef({ window, whole, msAt, msPerPx, onShow })
  latest.current = { window, whole, msAt, msPerPx, onShow }
  // React listens passively, and then the page would zoom too.
  useEffect(() => {
    const element = stage.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      const { window, whole, msAt, msPerPx, onShow } = latest.current
      const isPan = !event.ctrlKey && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
      if (isPan) return onShow(panned(window, whole, (event.deltaX || event.deltaY) * msPerPx))
      // A pinch on a touchpad comes as a wheel with Ctrl, in much smaller steps.
      const factor = Math.exp(event.deltaY * (event.ctrlKey ? 0.012 : 0.0022))
      onShow(zoomed(window, whole, factor, msAt(event.clientX - element.getBoundingClientRect().left)))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [stage])

  const placeOf = (event: PointerEvent<HTMLElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return
    const { x, y } = placeOf(event)
    event.currentTarget.setPointerCapture(event.pointerId)
    if (event.pointerType === 'touch') touches.current.set(event.pointerId, x)
    const does = event.pointerType === 'touch' || y < axisHeight ? 'scrub' : 'range'
    down.current = { x, y, does }
    if (y < axisHeight) onScrub(msAt(x))
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const { x, y } = placeOf(event)
    if (touches.current.size === 2) return pinch(event.pointerId, x)
    setHover({ x, y })
    if (!down.current || Math.abs(x - down.current.x) < dragPxMin) return
    if (down.current.does === 'scrub') {
      onScrub(msAt(x))
      setHover(undefined)
    } else setRange({ left: Math.min(x, down.current.x), right: Math.max(x, down.current.x) })
  }

  function pinch(id: number, x: number) {
    const [before] = [...touches.current].filter(([other]) => other === id).map(([, x]) => x)
    const [fixed] = [...touches.current].filter(([other]) => other !== id).map(([, x]) => x)
    touches.current.set(id, x)
    down.current = undefined
    if (before === undefined || fixed === undefined || Math.abs(x - fixed) < 8) return
    onShow(zoomed(window, whole, Math.abs(before - fixed) / Math.abs(x - fixed), msAt(fixed)))
  }

  function onPointerUp(event: PointerEvent<HTMLElement>) {
    const { x, y } = placeOf(event)
    touches.current.delete(event.pointerId)
    const start = down.current
    down.current = undefined
    setRange(undefined)
    if (!start || y < -200) return
    const isDrag = Math.abs(x - start.x) >= dragPxMin
    if (start.does === 'range' && isDrag) {
      const [from, to] = [msAt(Math.min(x, start.x)), msAt(Math.max(x, start.x))]
      onShow(within({ from, to }, whole))
    } else if (!isDrag && start.y >= axisHeight) onPick(msAt(x), y)
  }

  function onPointerLeave() {
    setHover(undefined)
  }

  function onPointerCancel(event: PointerEvent<HTMLElement>) {
    touches.current.delete(event.pointerId)
    down.current = undefined
    setRange(undefined)
  }

  return {
    hover,
    range,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerLeave, onPointerCancel },
  }
}
