import type { Lane } from '../../../data/lanes.ts'

/** Where the lanes lie, in pixels from the top. */
export interface Geometry {
  lanes: Record<Lane, { top: number; height: number }>
  rowHeight: number
  /** Between the edge of a lane and its bars. */
  inset: number
  height: number
}

export const axisHeight = 20
/** Between axis and lanes: marks of errors, transfers and what fits the filter. */
export const flagsTop = axisHeight
const flagsHeight = 14
const rowPadding = 4
const sizes = {
  roomy: { lane: 26, row: 20, inset: 5 },
  tight: { lane: 20, row: 16, inset: 5 },
  phone: { lane: 14, row: 12, inset: 3 },
}

export function geometryOf(toolRowCount: number, size: keyof typeof sizes): Geometry {
  const { lane, row, inset } = sizes[size]
  const userTop = flagsTop + flagsHeight
  const agentTop = userTop + lane
  const toolsTop = agentTop + lane
  const toolsHeight = toolRowCount * row + rowPadding
  const systemTop = toolsTop + toolsHeight
  return {
    lanes: {
      user: { top: userTop, height: lane },
      agent: { top: agentTop, height: lane },
      tools: { top: toolsTop, height: toolsHeight },
      system: { top: systemTop, height: lane - 2 },
    },
    rowHeight: row,
    inset,
    height: systemTop + lane - 2,
  }
}

/** Which lane, and which row of it, a height is in; undefined above the lanes. */
export function laneAt({ lanes, rowHeight }: Geometry, y: number): { lane: Lane | undefined; row: number } {
  for (const [lane, { top, height }] of Object.entries(lanes) as [Lane, { top: number; height: number }][]) {
    if (y < top || y >= top + height) continue
    return { lane, row: Math.max(0, Math.floor((y - top - rowPadding / 2) / rowHeight)) }
  }
  return { lane: undefined, row: 0 }
}
