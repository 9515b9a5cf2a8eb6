import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { PathsAnswer } from '@occur/client/protocol'
import { layoutFlow } from './flow-layout.ts'

const node = (depth: number, value: string, count: number, ended = 0) => ({
  depth,
  value,
  count,
  ended,
  is_rest: false,
})
const answer: Pick<PathsAnswer, 'nodes' | 'links'> = {
  nodes: [node(0, 'start', 100), node(1, 'a', 60), node(1, 'b', 40, 10), node(2, 'c', 90)],
  links: [
    { from: 0, to: 1, count: 60 },
    { from: 0, to: 2, count: 40 },
    { from: 1, to: 3, count: 60 },
    { from: 2, to: 3, count: 30 },
  ],
}

describe('the flow of paths', () => {
  test('is as high as counts say, and nodes of a column do not cover each other', () => {
    const { nodes, columns, height } = layoutFlow(answer, false)
    assert.equal(columns, 3)
    const [start, a, b, c] = nodes
    assert.ok(start && a && b && c)
    for (const [index, { height }] of nodes.entries())
      assert.ok(Math.abs(height / start.height - (answer.nodes[index]?.count ?? 0) / 100) < 0.01)
    assert.ok(b.top >= a.top + a.height)
    assert.ok(height >= b.top + b.height)
    assert.equal(b.endedHeight, b.height / 4)
  })

  test('goes to the right with time, whichever way one looks', () => {
    const lefts = (isBackwards: boolean) =>
      layoutFlow(answer, isBackwards).nodes.map(({ left }) => Math.round(left * 3))
    assert.deepEqual(lefts(false), [0, 1, 1, 2])
    assert.deepEqual(lefts(true), [2, 1, 1, 0])
  })

  test('ribbons leave and enter a node one below the other', () => {
    const starts = layoutFlow(answer, false).ribbons.map(({ outline }) =>
      Number(/^M[\d.]+,([\d.]+)/.exec(outline)?.[1]),
    )
    const ends = layoutFlow(answer, false).ribbons.map(({ outline }) => Number(/ [\d.]+,([\d.]+)L/.exec(outline)?.[1]))
    assert.ok((starts[1] ?? 0) > (starts[0] ?? 0))
    assert.ok((ends[3] ?? 0) > (ends[2] ?? 0))
  })

  test('nothing is drawn of nothing', () => {
    assert.deepEqual(layoutFlow({ nodes: [], links: [] }, false).ribbons, [])
  })
})
