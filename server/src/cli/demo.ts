import { setTimeout as delay } from 'node:timers/promises'
import { type OccurClient, OccurError } from '@occur/client'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { type ConnectionFlags, connect, withConnection } from './connect.ts'
import { crowdEvents } from './demo/crowd.ts'
import { createRandom } from './demo/random.ts'
import type { DemoEvent } from './demo/session.ts'
import { wholeNumber } from './query-flags.ts'
import type { Surroundings } from './surroundings.ts'
import { count, counted, span } from './terminal/figures.ts'
import { createPace } from './terminal/pace.ts'
import { createProgressDisplay, type ProgressDisplay } from './terminal/progress-bar.ts'

/** `occur demo`: invented sessions, live. */
export function addDemo(program: Command, around: Surroundings): void {
  const command = program
    .command('demo')
    .summary('send invented live sessions')
    .description(
      'Invents sessions as they could be, and sends them as they happen, until Ctrl-C: calls, chats, tool calls that\n' +
        'work or fail, transfers. Their session ids begin with "demo-".',
    )
    .addOption(new Option('--rate <number>', 'events a second').argParser(positive).default(5))
    .addOption(new Option('--count <number>', 'stop after so many events').argParser(wholeNumber))
    .addOption(new Option('--seed <number>', 'repeats a story').argParser(wholeNumber))
  withConnection(command)
    .addHelpText('after', '\nExamples:\n  npx occur demo\n  npx occur demo --rate 200 --count 10000')
    .action((flags: DemoFlags) => demo(flags, around))
}

interface DemoFlags extends ConnectionFlags {
  rate: number
  count?: number
  seed?: number
}

/** Events that fall due within this time travel together. */
const tickMs = 50
const requestEventsMax = 1000

async function demo({ rate, count: countMax, seed, ...flags }: DemoFlags, around: Surroundings): Promise<void> {
  const { client, url } = await connect(flags, around)
  await client.whoami({ signal: around.stopped })
  const random = createRandom(seed ?? Date.now())
  const events = crowdEvents(random, Math.ceil(Math.min(200, Math.max(3, rate * 2))))
  const display = createProgressDisplay(around.err)
  await display.say(`Sending ${counted(rate, 'invented event')} a second to ${url}. Ctrl-C stops`)
  const sent = await sendPaced(
    client,
    events,
    { rate, countMax: countMax ?? Number.POSITIVE_INFINITY },
    display,
    around,
  )
  await display.end()
  await around.out.write(`${count(sent)} accepted\n`)
}

/** Keeps to the rate: what has fallen due is sent, and no more. Time that the server was away is not made up for. */
async function sendPaced(
  client: OccurClient,
  events: Generator<DemoEvent>,
  { rate, countMax }: { rate: number; countMax: number },
  display: ProgressDisplay,
  { stopped }: Surroundings,
): Promise<number> {
  const pace = createPace(performance.now(), 0)
  let sent = 0
  let due = 1
  let atMs = performance.now()
  while (sent < countMax && !stopped.aborted) {
    const batchCount = Math.min(Math.floor(due), requestEventsMax, countMax - sent)
    if (batchCount > 0) {
      const batch = Array.from({ length: batchCount }, () => events.next().value as DemoEvent)
      sent += await sendBatch(client, batch, display, stopped)
      due -= batchCount
      pace.note(performance.now(), sent)
      await display.show({ events: sent, eventsPerSecond: pace.perSecond(), fraction: null, secondsLeft: null })
    }
    if (due < 1)
      await delay(Math.max(tickMs, ((1 - due) / rate) * 1000), undefined, { signal: stopped }).catch(() => {})
    const nowMs = performance.now()
    due = Math.min(due + ((nowMs - atMs) / 1000) * rate, rate + requestEventsMax)
    atMs = nowMs
  }
  return sent
}

/** Tries until the server takes it. The answer is how many are stored now: none when we were stopped before. */
async function sendBatch(
  client: OccurClient,
  batch: DemoEvent[],
  display: ProgressDisplay,
  stopped: AbortSignal,
): Promise<number> {
  const timestamp = new Date().toISOString()
  const body = batch.map((event) => ({ timestamp, ...event }))
  for (let attempt = 0; !stopped.aborted; attempt++) {
    try {
      // Not given up on Ctrl-C: what has been sent is counted.
      const report = await client.events.send(body, { report: 'errors' })
      if (report.rejected > 0)
        throw new Error(`The server rejected an invented event: ${JSON.stringify(report.outcomes[0])}`)
      return report.accepted + report.duplicate
    } catch (error) {
      if (!(error instanceof OccurError) || !error.isPassing) throw error
      const seconds = error.retryAfterSeconds ?? Math.min(10, 0.5 * 2 ** attempt)
      await display.say(`${error.detail}; trying again in ${span(seconds)}`)
      await delay(seconds * 1000, undefined, { signal: stopped }).catch(() => {})
    }
  }
  return 0
}

function positive(text: string): number {
  const number = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text) || number <= 0 || number > 100_000) {
    throw new InvalidArgumentError('It is a number above 0, at most 100000.')
  }
  return number
}
