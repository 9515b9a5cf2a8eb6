import styles from './sparkline.module.css'

/** A row of small bars, the newest at the right end. */
export function Sparkline({ counts, label }: { counts: readonly number[]; label: string }) {
  const max = Math.max(4, ...counts)
  return (
    <svg className={styles.spark} viewBox={`0 0 ${counts.length * 3} 20`} role="img" aria-label={label}>
      {counts.map((count, index) => {
        const height = count === 0 ? 1 : Math.max(2, (count / max) * 20)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          <rect
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
