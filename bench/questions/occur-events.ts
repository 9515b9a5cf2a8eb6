import type { Occur } from '../contenders/occur.ts'
import { whole } from '../figures.ts'
import { type SixtyDays, sixtyDays } from '../invented/sixty-days.ts'
import { sendAll } from '../send-all.ts'

const sayEveryMs = 10_000

/** Sends all events to Occur, and says now and then, and at the end of all, how fast that goes. */
export async function fillOccur(occur: Occur, events: SixtyDays, say: (what: string) => void): Promise<void> {
  const startedMs = performance.now()
  let saidMs = startedMs
  let saidCount = 0
  await sendAll(occur, sixtyDays(events), (acknowledged) => {
    const nowMs = performance.now()
    if (nowMs - saidMs < sayEveryMs) return
    say(rate(acknowledged, acknowledged - saidCount, nowMs - saidMs))
    saidMs = nowMs
    saidCount = acknowledged
  })
  say(`${rate(events.eventCount, events.eventCount, performance.now() - startedMs)} in all`)
}

function rate(reached: number, count: number, ms: number): string {
  return `${whole(reached).padStart(12)} events, ${whole(count / (ms / 1000)).padStart(7)} a second`
}
