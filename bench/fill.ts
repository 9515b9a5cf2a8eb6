/**
 * Fills a data folder that is kept with invented events of sixty days, through Occur's own door, and says how fast they go in:
 *
 *     node bench/fill.ts --folder big --events 10000000
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Occur } from './contenders/occur.ts'
import { whole } from './figures.ts'
import { sixtyDays } from './invented/sixty-days.ts'
import { untilSettled } from './process-tree.ts'
import { sendAll } from './send-all.ts'

const { values: options } = parseArgs({
  options: {
    folder: { type: 'string' },
    events: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: '1' },
    /** The last instant; without it the last full hour. */
    end: { type: 'string' },
  },
})
if (!options.folder) throw new Error('Say where to keep the events: --folder DIR')
const hourMs = 3_600_000
const endMs = options.end ? Date.parse(options.end) : Math.floor(Date.now() / hourMs) * hourMs
const eventCount = Number(options.events)
const printEveryMs = 10_000

const occur = await Occur.start(options.folder)
try {
  const before = await occur.count()
  const events = sixtyDays({ seed: Number(options.seed), eventCount, endMs })
  const startedMs = performance.now()
  let printedMs = startedMs
  let printedCount = 0
  const sent = await sendAll(occur, events, (acknowledged) => {
    const nowMs = performance.now()
    if (nowMs - printedMs < printEveryMs) return
    const rate = (acknowledged - printedCount) / ((nowMs - printedMs) / 1000)
    console.log(`${whole(acknowledged).padStart(12)} events, ${whole(rate).padStart(7)} a second`)
    printedMs = nowMs
    printedCount = acknowledged
  })
  const seconds = (performance.now() - startedMs) / 1000
  console.log(
    `${whole(sent)} events to ${new Date(endMs).toISOString()} in ${whole(seconds)} s: ${whole(sent / seconds)} a second`,
  )
  const stored = (await occur.count()) - before
  if (stored !== sent) console.log(`${whole(sent - stored)} of them were there before`)
  console.log('Waiting for merges and indexes…')
  await sleep(1000)
  await untilSettled(occur.processId)
} finally {
  await occur.close()
}
console.log(`The key is in ${options.folder}/admin-key`)
