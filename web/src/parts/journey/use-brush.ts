import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { panned, type TimeWindow, within, zoomed } from '../../data/time-window.ts'
import { useFrame } from '../use-frame.ts'

interface BrushOptions {
  /** Where time runs from left to right. */
  track: RefObject<HTMLElement | null>
  window: TimeWindow
  whole: TimeWindow
  onShow: (window: TimeWindow | undefined) => void
}

const dragPxMin = 4

/**
 * A mouse drags out the time to zoom in on. The wheel zooms with Ctrl and moves sideways, but otherwise scrolls the page that the axis
 * is only a part of; so do fingers.
 */
export function useBrush(options: BrushOptions) {
  const { track, window, whole, onShow } = options
  /** In percent of the track. */
  const [range, setRange] = useState<{ left: number; right: number }>()
  const down = useRef<{ part: number; x: number }>(undefined)
  const isDragged = useRef(false)
  useWheel(options)

  const partAt = (clientX: number) => {
    const { left = 0, width = 1 } = track.current?.getBoundingClientRect() ?? {}
    return Math.min(1, Math.max(0, (clientX - left) / Math.max(1, width)))
  }
  const end = () => {
    down.current = undefined
    setRange(undefined)
  }
  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      isDragged.current = false
      if (event.button !== 0 || event.pointerType === 'touch') return
      down.current = { part: partAt(event.clientX), x: event.clientX }
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (!down.current || Math.abs(event.clientX - down.current.x) < dragPxMin) return
      // Only now: a press that does not move is one on the session under it.
      isDragged.current = true
      event.currentTarget.setPointerCapture(event.pointerId)
      const [a, b] = [down.current.part, partAt(event.clientX)].map((part) => part * 100) as [number, number]
      setRange({ left: Math.min(a, b), right: Math.max(a, b) })
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      if (down.current && isDragged.current) {
        const [a, b] = [down.current.part, partAt(event.clientX)].map(
          (part) => window.from + part * (window.to - window.from),
        ) as [number, number]
        onShow(within({ from: Math.min(a, b), to: Math.max(a, b) }, whole))
      }
      end()
    },
    onPointerCancel: end,
    onClickCapture(event: MouseEvent) {
      if (isDragged.current) event.preventDefault()
      if (isDragged.current) event.stopPropagation()
    },
  }
  return { range, handlers }
}

function useWheel({ track, ...options }: BrushOptions): void {
  const latest = useRef(options)
  latest.current = options
  const turned = useRef({ zoom: 0, panPx: 0 })
  const frame = useFrame()
  // React listens passively, and then the page would zoom too.
  useEffect(() => {
    const element = track.current
    if (!element) return
    const onWheel = (event: WheelEvent) => {
      const isZoom = event.ctrlKey || event.metaKey
      if (!isZoom && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return
      event.preventDefault()
      if (isZoom) turned.current.zoom += event.deltaY * 0.004
      else turned.current.panPx += event.deltaX
      const { left, width } = element.getBoundingClientRect()
      frame(() => {
        const { window, whole, onShow } = latest.current
        const msPerPx = (window.to - window.from) / Math.max(1, width)
        const nearer = zoomed(
          window,
          whole,
          Math.exp(turned.current.zoom),
          window.from + (event.clientX - left) * msPerPx,
        )
        onShow(panned(nearer, whole, turned.current.panPx * msPerPx))
        turned.current = { zoom: 0, panPx: 0 }
      })
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [track, frame])
}
