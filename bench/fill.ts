/**
 * Fills a new data folder with invented events of sixty days, through Occur's own door, and says how fast they go in:
 *
 *     npm run bench:fill -- --folder big --events 10000000
 */
import { parseArgs } from 'node:util'
import { fillNew, lastFullHourMs } from './questions/kept.ts'

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
const endMs = options.end ? Date.parse(options.end) : lastFullHourMs()
const events = { seed: Number(options.seed), eventCount: Number(options.events), endMs }
await fillNew(options.folder, events, console.log)
console.log(`The events end at ${new Date(endMs).toISOString()}. The key is in ${options.folder}/admin-key`)
