import type { Measure } from '@occur/client/protocol'
import { formatCount } from './format.ts'
import { formatDuration } from './time.ts'

const distinctNames: Record<string, string> = {
  session_id: 'Sessions',
  conversation_id: 'Conversations',
  user_id: 'Users',
}

const numberNames = { sum: 'Sum of', average: 'Average', min: 'Smallest', max: 'Largest' } as const

/** `Events`, `Sessions`, `p95 of duration_ms`. */
export function measureName(measure: Measure): string {
  switch (measure.measure) {
    case 'count':
      return 'Events'
    case 'distinct':
      return distinctNames[measure.of] ?? `Different ${shortField(measure.of)}`
    case 'percentile':
      return measure.percent === 50
        ? `Median ${shortField(measure.of)}`
        : `p${measure.percent} of ${shortField(measure.of)}`
    default:
      return `${numberNames[measure.measure]} ${shortField(measure.of)}`
  }
}

/** A field as it is headed: `attributes.duration_ms` is `duration_ms`. */
export function shortField(field: string): string {
  return field.replace(/^attributes\./, '')
}

const decimal = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 })

/** In words: counts with separators, milliseconds and seconds as durations, anything else with four digits. */
export function formatMeasured(measure: Measure, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  if (measure.measure === 'count' || measure.measure === 'distinct') return formatCount(value)
  if (value >= 0 && /(_ms|Ms|_millis)$/.test(measure.of)) return formatDuration(value)
  if (value >= 0 && /(_seconds|_secs|_s|Seconds)$/.test(measure.of)) return formatDuration(value * 1000)
  return decimal.format(value)
}

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

/** `18.5%`, and `<0.1%` for what is more than nothing. */
export function formatShare(share: number | null): string {
  if (share === null) return '–'
  return share > 0 && share < 0.001 ? '<0.1%' : percent.format(share)
}

const points = new Intl.NumberFormat('en', { maximumFractionDigits: 1, signDisplay: 'exceptZero' })

/** How a share has changed: `+0.7 points`. */
export function formatPoints(now: number, before: number): string {
  return `${points.format((now - before) * 100)} points`
}

const change = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 0, signDisplay: 'exceptZero' })

/** `+12%`; from nothing to something there is no part to speak of. */
export function formatChange(now: number | null, before: number | null): string {
  if (now === null || before === null) return '–'
  if (before === 0) return now === 0 ? '0%' : 'new'
  const grown = (now - before) / Math.abs(before)
  return Math.abs(grown) >= 10 ? `×${decimal.format(Math.round(now / before))}` : change.format(grown)
}
