import { type Tick, type TimeScale, ticksOf } from '../../data/journey-scale.ts'
import { useMedia } from '../use-media.ts'
import styles from './journey-axis.module.css'

/** Two texts nearer than this would touch. */
const apartPercentMin = { wide: 9, narrow: 20 }

/** What time it is along the axis: round instants, or without gaps when each stretch began. */
export function JourneyTicks({ scale, isClosed }: { scale: TimeScale; isClosed: boolean }) {
  const apart = apartPercentMin[useMedia('(max-width: 40rem)') ? 'narrow' : 'wide']
  const [stretch] = scale.stretches
  const ticks = isClosed || !stretch ? beginnings(scale, apart) : ticksOf(stretch, Math.floor(80 / apart))
  return (
    <>
      <div className={styles.ticks}>
        {ticks.map((tick) => (
          <span
            key={tick.atMs}
            style={{ left: `${scale.at(tick.atMs)}%` }}
            data-late={scale.at(tick.atMs) > 88 || undefined}
          >
            {textOf(tick)}
          </span>
        ))}
      </div>
      <div className={styles.grid}>
        {isClosed
          ? scale.stretches
              .slice(1)
              .map(({ fromMs, left }, index) => (
                <i key={fromMs} data-gap style={{ left: `${(left + (scale.stretches[index]?.right ?? left)) / 2}%` }} />
              ))
          : ticks.map(({ atMs }) => <i key={atMs} style={{ left: `${scale.at(atMs)}%` }} />)}
      </div>
    </>
  )
}

function beginnings({ stretches }: TimeScale, apart: number): Tick[] {
  const ticks: Tick[] = []
  let free = 0
  for (const { fromMs, left } of stretches) {
    if (left < free) continue
    ticks.push({ atMs: fromMs, unit: 'day' })
    free = left + apart
  }
  return ticks
}

const texts: Record<Tick['unit'], Intl.DateTimeFormat> = {
  time: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }),
  day: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }),
  month: new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' }),
}

function textOf({ atMs, unit }: Tick): string {
  const date = new Date(atMs)
  const isMidnight = unit === 'time' && date.getHours() === 0 && date.getMinutes() === 0
  return texts[isMidnight ? 'day' : unit].format(date)
}
