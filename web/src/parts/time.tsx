import { useCurrentZone } from '../data/current-zone.ts'
import { useNow } from '../data/now.ts'
import {
  formatClock,
  formatDateTime,
  formatExact,
  formatMinute,
  formatPrecise,
  formatRecent,
  formatRelative,
  formatStamp,
  msOf,
} from '../data/time.ts'

const looks = {
  clock: formatClock,
  datetime: formatDateTime,
  minute: formatMinute,
  precise: formatPrecise,
  relative: formatRelative,
  recent: formatRecent,
  stamp: formatStamp,
}

/** An instant, as short as its place allows; pointing at it tells all of it. */
export function Time({ at, as, className }: { at: string; as: keyof typeof looks; className?: string | undefined }) {
  const nowMs = useNow()
  useCurrentZone()
  const ms = msOf(at)
  return (
    <time dateTime={at} title={formatExact(at, nowMs)} className={className}>
      {Number.isNaN(ms) ? at : looks[as](ms, nowMs)}
    </time>
  )
}
