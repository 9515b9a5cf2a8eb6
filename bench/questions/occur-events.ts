import type { Occur } from '../contenders/occur.ts'
import { whole } from '../figures.ts'
import { type SixtyDays, sixtyDays } from '../invented/sixty-days.ts'
import { sendAll } from '../send-all.ts'

const sayEveryMs = 10_000

/** Sends all events to Occur, and says now and then how fast that goes. Answers how many a second it took in. */
export async function fillOccur(occur: Occur, events: SixtyDays, say: (what: string) => void): Promise<number> {
  const startedMs = performance.now()
  let saidMs = startedMs
  let saidCount = 0
  await sendAll(occur, sixtyDays(events), (acknowledged) => {
    const nowMs = performance.now()
    if (nowMs - saidMs < sayEveryMs) return
    const rate = (acknowledged - saidCount) / ((nowMs - saidMs) / 1000)
    say(`${whole(acknowledged).padStart(12)} events, ${whole(rate).padStart(7)} a second`)
    saidMs = nowMs
    saidCount = acknowledged
  })
  return events.eventCount / ((performance.now() - startedMs) / 1000)
}
