import styles from './chart-skeleton.module.css'

const heights = [35, 55, 42, 70, 88, 64, 50, 72, 58, 40, 62, 80]

/** The shape of a chart that is on its way. */
export function ChartSkeleton({ isCompact }: { isCompact: boolean }) {
  return (
    <div className={styles.skeleton} data-compact={isCompact || undefined} role="status">
      <span className="sr-only">Asking…</span>
      {heights.map((height, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never move
        <i key={at} style={{ height: `${height}%` }} aria-hidden />
      ))}
    </div>
  )
}
