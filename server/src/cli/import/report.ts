import { count, counted, span } from '../terminal/figures.ts'
import { harmless } from '../terminal/harmless.ts'
import { eventsOf, type Reject, type Totals } from './totals.ts'

/** What became of the events, for people. */
export function textReport(
  totals: Totals,
  { source, seconds, eventsBefore }: { source: string; seconds: number; eventsBefore: number },
): string {
  const events = eventsOf(totals)
  const rate = seconds > 0 ? `, ${count(Math.round((events - eventsBefore) / seconds))}/s` : ''
  const earlier = eventsBefore > 0 ? `, ${count(eventsBefore)} of them in an earlier run` : ''
  const lines = [
    `${counted(events, 'event')} of ${harmless(source)} in ${span(seconds)}${rate}${earlier}`,
    `  ${figure(totals.accepted)} accepted`,
    `  ${figure(totals.duplicate)} ${totals.duplicate === 1 ? 'duplicate' : 'duplicates'}`,
    `  ${figure(totals.rejected)} rejected`,
  ]
  if (totals.repeated > 0 && totals.duplicate > 0) {
    const requests = counted(totals.repeated, 'request')
    lines.push(`  (${requests} had to be sent again: what was stored the first time counts as duplicate)`)
  }
  if (totals.rejected > 0) lines.push('', ...totals.rejects.map(rejectLine), ...more(totals))
  return `${lines.join('\n')}\n`
}

function figure(number: number): string {
  return count(number).padStart(11)
}

function rejectLine({ line, problems }: Reject): string {
  const reasons = problems.map(({ field, message }) => (field === null ? message : `${field}: ${message}`))
  return `  line ${line}: ${harmless(reasons.join('; '))}`
}

function more({ rejected, rejects }: Totals): string[] {
  const left = rejected - rejects.length
  const others = left > 0 ? [`  … and ${count(left)} more (--rejects FILE writes all)`] : []
  return [...others, '  The server keeps rejected events: GET /api/v1/events/rejected/']
}

/** The same for scripts. `complete` is false when the import broke off. */
export function jsonReport(totals: Totals, complete: boolean): string {
  return `${JSON.stringify({ complete, ...totals })}\n`
}
