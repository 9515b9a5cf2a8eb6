import styles from './dashboard.module.css'

/** The way a number took, for the eye: no axis, from nothing at the bottom to the most at the top. */
export function Trend({ values, tone }: { values: readonly number[]; tone: 'plain' | 'failed' }) {
  const max = Math.max(...values)
  if (values.length < 2 || max <= 0) return null
  const points = values.map(
    (value, at) => `${round((at / (values.length - 1)) * 100)},${round(30 - (value / max) * 28)}`,
  )
  return (
    <svg className={styles.trend} viewBox="0 0 100 30" preserveAspectRatio="none" data-tone={tone} aria-hidden>
      <polygon points={`0,30 ${points.join(' ')} 100,30`} />
      <polyline points={points.join(' ')} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}

function round(number: number): number {
  return Math.round(number * 100) / 100
}
