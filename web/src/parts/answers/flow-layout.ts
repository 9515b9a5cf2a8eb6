import type { PathsAnswer } from '@occur/client/protocol'

export interface PlacedNode {
  /** Its place in the answer's nodes. */
  index: number
  /** Where its left edge is, as a part of the width: 0 to 1. */
  left: number
  /** Pixels. */
  top: number
  height: number
  /** Pixels of its height, at the bottom, for paths that have no further step. */
  endedHeight: number
}

export interface Ribbon {
  from: number
  to: number
  count: number
  /** An outline for a drawing that is 1000 wide and as high as the layout. */
  outline: string
}

export interface FlowLayout {
  columns: number
  /** Pixels. */
  height: number
  nodes: PlacedNode[]
  ribbons: Ribbon[]
}

/** Two lines of text have room beside the smallest node. */
const slotMin = 40
const gap = 6
/** How high all paths together are drawn. */
const totalHeight = 260
const width = 1000

/**
 * Where nodes and ribbons are drawn: a column for each depth, from the start to the right, or looking back to the left,
 * so that time always goes to the right. As high as counts say, but apart enough for their names.
 */
export function layoutFlow({ nodes, links }: Pick<PathsAnswer, 'nodes' | 'links'>, isBackwards: boolean): FlowLayout {
  const columns = 1 + Math.max(0, ...nodes.map(({ depth }) => depth))
  const total = nodes.reduce((sum, { depth, count }) => sum + (depth === 0 ? count : 0), 0)
  const scale = total > 0 ? totalHeight / total : 0
  const heights = new Array<number>(columns).fill(0)
  const placed = nodes.map(({ depth, count, ended }, index): PlacedNode => {
    const top = heights[depth] ?? 0
    const height = Math.max(2, count * scale)
    heights[depth] = top + Math.max(height, slotMin) + gap
    const column = isBackwards ? columns - 1 - depth : depth
    return { index, left: column / columns, top, height, endedHeight: ended * scale }
  })
  return {
    columns,
    height: Math.max(slotMin, ...heights.map((height) => height - gap)),
    nodes: placed,
    ribbons: ribbonsOf(placed, links, scale),
  }
}

/** Ribbons leave and enter a node in the order of what is at their other end, so that few cross. */
function ribbonsOf(placed: readonly PlacedNode[], links: PathsAnswer['links'], scale: number): Ribbon[] {
  const left = new Map<number, number>()
  const entered = new Map<number, number>()
  const sorted = [...links].sort((a, b) => a.from - b.from || a.to - b.to)
  return sorted.flatMap(({ from, to, count }) => {
    const [near, far] = [placed[from], placed[to]]
    if (!near || !far) return []
    const thickness = Math.max(1, count * scale)
    const nearTop = near.top + (left.get(from) ?? 0)
    const farTop = far.top + (entered.get(to) ?? 0)
    left.set(from, (left.get(from) ?? 0) + count * scale)
    entered.set(to, (entered.get(to) ?? 0) + count * scale)
    return [{ from, to, count, outline: outlineOf(near.left * width, nearTop, far.left * width, farTop, thickness) }]
  })
}

function outlineOf(x1: number, y1: number, x2: number, y2: number, thickness: number): string {
  const middle = (x1 + x2) / 2
  const [a, b] = [y1 + thickness, y2 + thickness].map(round)
  return `M${round(x1)},${round(y1)}C${round(middle)},${round(y1)} ${round(middle)},${round(y2)} ${round(x2)},${round(y2)}L${round(x2)},${b}C${round(middle)},${b} ${round(middle)},${a} ${round(x1)},${a}Z`
}

function round(number: number): number {
  return Math.round(number * 10) / 10
}
