import { type ChartSeries, colorOf } from './chart-data.ts'
import styles from './time-chart.module.css'

/** Which colour is what. */
export function ChartLegend({
  series,
  onPick,
}: {
  series: readonly ChartSeries[]
  onPick?: ((series: ChartSeries) => void) | undefined
}) {
  return (
    <ul className={styles.legend}>
      {series.map((one, index) => {
        const name = (
          <>
            <i className={styles.swatch} style={{ background: colorOf(one, index) }} />
            <bdi>{one.name}</bdi>
          </>
        )
        return (
          <li key={one.name}>
            {onPick ? (
              <button type="button" onClick={() => onPick(one)} title={`Only ${one.name}`}>
                {name}
              </button>
            ) : (
              <span>{name}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
