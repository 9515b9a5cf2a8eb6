import type { SessionOutline } from '@occur/client/protocol'
import { memo } from 'react'
import { countOf } from '../data/format.ts'
import styles from './mini-timeline.module.css'

/** Where each kind is drawn, from top to bottom, in a strip of 20: what is drawn later lies above. */
const bands = [
  ['other', 9, 2],
  ['user', 2, 7],
  ['agent', 11, 7],
  ['tool', 6, 8],
  ['failed', 1, 18],
  ['transfer', 0, 20],
] as const satisfies readonly (readonly [keyof SessionOutline, number, number])[]

/** A session in one line: the user above, the agent below, tools across, what failed and was transferred from top to bottom. */
export const MiniTimeline = memo(function MiniTimeline({ outline }: { outline: SessionOutline }) {
  return (
    <svg className={styles.strip} viewBox={`0 0 ${outline.slots} 20`} preserveAspectRatio="none" role="img">
      <title>{describe(outline)}</title>
      <path d={`M0 10H${outline.slots}`} />
      {bands.map(
        ([kind, top, height]) =>
          outline[kind].length > 0 && (
            <path
              key={kind}
              data-is={kind}
              d={outline[kind].map((slot) => `M${slot + 0.5} ${top}v${height}`).join('')}
            />
          ),
      )}
    </svg>
  )
})

/** Keeps its place while the outline is on its way. */
export function NoTimeline() {
  return <span className={styles.none} aria-hidden />
}

function describe({ tool, failed, transfer, slots }: SessionOutline): string {
  const places = (marks: readonly number[]) => marks.map((slot) => `${Math.round((slot / slots) * 100)} %`)
  const parts = [
    tool.length > 0 && countOf(tool.length, 'time with tool calls', 'times with tool calls'),
    failed.length > 0 && `failures at ${places(failed.slice(0, 5)).join(', ')}${failed.length > 5 ? ', …' : ''}`,
    transfer.length > 0 && `transfer at ${places(transfer.slice(-1)).join('')}`,
  ].filter(Boolean)
  return parts.length > 0 ? `Timeline: ${parts.join('; ')}` : 'Timeline: no tool calls, failures or transfers'
}
