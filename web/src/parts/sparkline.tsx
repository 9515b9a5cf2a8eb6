import styles from './sparkline.module.css'

/** A row of small bars, the newest at the right end. */
export function Sparkline({ counts, slots, label }: { counts: readonly number[]; slots: number; label: string }) {
  const max = Math.max(4, ...counts)
  const bars = [...Array<number>(Math.max(0, slots - counts.length)).fill(0), ...counts]
  return (
    <svg className={styles.spark} viewBox={`0 0 ${slots * 3} 20`} role="img" aria-label={label}>
      {bars.map((count, index) => {
        const height = count === 0 ? 1 : Math.max(2, (count / max) * 20)
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
            key={index}
            x={index * 3}
            y={20 - height}
            width={2}
            height={height}
            data-zero={count === 0 || undefined}
          />
        )
      })}
    </svg>
  )
}
