import { createPace } from '../terminal/pace.ts'
import type { Progress } from '../terminal/progress-bar.ts'
import type { Source } from './open-source.ts'

/** Knows how far an import has come, how fast it goes, and how long it will take. */
export interface Meter {
  progress(events: number, sourceBytes: number): Progress
  seconds(): number
}

export function createMeter(
  { bytesTotal }: Pick<Source, 'bytesTotal'>,
  eventsBefore: number,
  now: () => number = () => performance.now(),
): Meter {
  const startMs = now()
  const events = createPace(startMs, eventsBefore)
  const bytes = createPace(startMs, 0)
  return {
    progress(eventsDone, bytesDone) {
      events.note(now(), eventsDone)
      bytes.note(now(), bytesDone)
      const bytesPerSecond = bytes.perSecond()
      return {
        events: eventsDone,
        eventsPerSecond: events.perSecond(),
        fraction: bytesTotal ? Math.min(1, bytesDone / bytesTotal) : null,
        secondsLeft: bytesTotal && bytesPerSecond > 0 ? Math.max(0, bytesTotal - bytesDone) / bytesPerSecond : null,
      }
    },
    seconds: () => (now() - startMs) / 1000,
  }
}
