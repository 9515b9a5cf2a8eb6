/**
 * Fills a data folder that is kept with invented events of sixty days, through Occur's own door, and says how fast they go in:
 *
 *     node bench/fill.ts --folder big --events 10000000
 */
import { parseArgs } from 'node:util'
import { Occur } from './contenders/occur.ts'
import { whole } from './figures.ts'
import { untilSettled } from './process-tree.ts'
import { noteFilled } from './questions/filled.ts'
import { fillOccur } from './questions/occur-events.ts'

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
const events = { seed: Number(options.seed), eventCount: Number(options.events), endMs }

const occur = await Occur.start(options.folder)
try {
  const rate = await fillOccur(occur, events, console.log)
  console.log(`${whole(events.eventCount)} events to ${new Date(endMs).toISOString()}: ${whole(rate)} a second`)
  console.log('Waiting until Occur has merged and indexed them…')
  await untilSettled(occur.processId)
  noteFilled(options.folder, events)
} finally {
  await occur.close()
}
console.log(`The key is in ${options.folder}/admin-key`)
