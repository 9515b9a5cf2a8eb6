import { currentZone, useCurrentZone } from '../../data/current-zone.ts'
import { type Tick, ticksOf } from '../../data/journey-scale.ts'
import { inZone } from '../../data/time.ts'
import type { TimeScale } from '../../data/time-scale.ts'
import { wallOf } from '../../data/zone.ts'
import { useMedia } from '../use-media.ts'
import styles from './journey-axis.module.css'

/** Two texts nearer than this would touch. */
const apartPercentMin = { wide: 9, narrow: 20 }

/** What time it is along the axis: round instants, or without gaps when each stretch began. */
export function JourneyTicks({ scale, isClosed }: { scale: TimeScale; isClosed: boolean }) {
  const zone = useCurrentZone()
  const apart = apartPercentMin[useMedia('(max-width: 40rem)') ? 'narrow' : 'wide']
  const [stretch] = scale.stretches
  const ticks = isClosed || !stretch ? beginnings(scale, apart) : ticksOf(stretch, Math.floor(80 / apart), zone)
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

/** Behind this a text would leave the axis. */
const leftPercentMax = 90

/** When stretches began: the day, and of those on the day that was said before, the time. */
function beginnings({ stretches }: TimeScale, apart: number): Tick[] {
  const ticks: Tick[] = []
  let free = 0
  for (const { fromMs, left } of stretches) {
    if (left < free || left > leftPercentMax) continue
    const before = ticks.at(-1)
    const isSameDay = before !== undefined && texts.day.format(before.atMs) === texts.day.format(fromMs)
    ticks.push({ atMs: fromMs, unit: isSameDay ? 'time' : 'day' })
    free = left + apart
  }
  return ticks
}

const texts: Record<Tick['unit'], ReturnType<typeof inZone>> = {
  time: inZone({ hour: '2-digit', minute: '2-digit' }),
  day: inZone({ day: 'numeric', month: 'short' }),
  month: inZone({ month: 'short', year: 'numeric' }),
}

function textOf({ atMs, unit }: Tick): string {
  const isMidnight = unit === 'time' && wallOf(atMs, currentZone()).endsWith('T00:00:00')
  return texts[isMidnight ? 'day' : unit].format(atMs)
}
