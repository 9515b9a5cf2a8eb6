/**
 * How long questions take at ten million events, with warm caches and while 1,000 events a second arrive; beside PostgreSQL 15 with
 * an index for each of them, which holds the same rows and must give the same answers. Filling takes long: `--folder` keeps
 * both for the next time.
 */
import { deepStrictEqual } from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Occur } from './contenders/occur.ts'
import type { Postgres } from './contenders/postgres.ts'
import { decimal, printTable, verdict, whole } from './figures.ts'
import type { SixtyDays } from './invented/sixty-days.ts'
import { printMachine } from './machine.ts'
import { untilSettled } from './process-tree.ts'
import { type Asked, isGivenUp, occurAsked, postgresAsked } from './questions/ask.ts'
import { counts } from './questions/counts.ts'
import { funnels } from './questions/funnels.ts'
import { keptOccur, keptPostgres } from './questions/kept.ts'
import { type Arriving, arrivingOf, level, whileEventsArrive } from './questions/level.ts'
import { type MedianMs, medianMs } from './questions/measure.ts'
import { pages } from './questions/pages.ts'
import { paths } from './questions/paths.ts'
import { findPlaces } from './questions/places.ts'
import type { Question } from './questions/question.ts'
import { searches } from './questions/searches.ts'

const { values: options } = parseArgs({
  options: {
    events: { type: 'string', default: '10000000' },
    /** One that is kept, for the next time. */
    folder: { type: 'string' },
    rounds: { type: 'string', default: '9' },
    /** Only questions with this in their name. */
    only: { type: 'string', default: '' },
    'without-postgres': { type: 'boolean', default: false },
  },
})
const rounds = Number(options.rounds)
const giveUpMs = 60_000
/** Longer than it takes until the first events that arrived are merged and indexed. */
const arrivingBeforeMs = 30_000
const heading = [
  ...['question', 'at most ms', 'Occur ms', ''],
  ...(options['without-postgres'] ? [] : ['PostgreSQL ms', 'PostgreSQL takes']),
]

await printMachine()
const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'occur-bench-')))
try {
  const kept = await keptOccur(folder, Number(options.events), console.log)
  const postgres = options['without-postgres'] ? null : await keptPostgres(folder, kept.filled, console.log)
  const occur = await Occur.start(kept.folder)
  try {
    // What another version left behind may have to be brought up to date.
    await untilSettled([occur.processId])
    await measure(occur, postgres, kept.filled)
  } finally {
    await occur.close()
    await postgres?.close()
  }
} finally {
  if (!options.folder) await rm(folder, { recursive: true, force: true })
}

/**
 * All questions are asked of Occur and then of PostgreSQL, while events arrive at the one that is asked: since before the first
 * question, so that merges and indexes of what arrived are part of it. In turns each would have gone cold whenever it is asked.
 */
async function measure(occur: Occur, postgres: Postgres | null, filled: SixtyDays): Promise<void> {
  const arriving = arrivingOf(occur, postgres, filled)
  const session = postgres?.session()
  await session?.rows(`SET statement_timeout = ${giveUpMs}`)
  const ours = occurAsked(occur)
  const theirs = session ? postgresAsked(session) : null
  const places = await findPlaces(occur, filled)
  const questions = [...pages(places), ...counts(places), ...searches(), ...funnels(places), ...paths(places)].filter(
    ({ name }) => name.includes(options.only),
  )
  if (questions.length === 0) throw new Error(`No question has "${options.only}" in its name`)
  await level(arriving.postgres ? [arriving.occur, arriving.postgres] : [arriving.occur], filled)
  if (theirs) for (const question of questions) await agree(question, ours, theirs)
  const oursMs = await timed(arriving.occur, ours)
  const theirsMs = theirs && (await timed(arriving.postgres!, theirs))
  session?.close()
  printTable(
    `Questions at ${whole(filled.eventCount)} events, medians of ${rounds} while 1,000 events a second arrive`,
    [heading, ...questions.map((question, at) => row(question, oursMs[at]!, theirsMs && theirsMs[at]!))],
  )
  console.log('\n  Pages come without how many there are in all, from both: that is a question of its own.')

  async function timed(at: Arriving, asked: Asked): Promise<MedianMs[]> {
    const { result } = await whileEventsArrive(at, filled, async () => {
      await sleep(arrivingBeforeMs)
      const found: MedianMs[] = []
      for (const question of questions) {
        found.push(await medianMs(asked, question, rounds))
        console.log(`  ${question.name}: ${found.at(-1)?.toFixed(1)} ms`)
      }
      return found
    })
    return result
  }
}

/** Times mean nothing unless both answer the same. */
async function agree(question: Question, ours: Asked, theirs: Asked): Promise<void> {
  try {
    const expected = await theirs.ask(question)
    deepStrictEqual((await ours.ask(question)).said, expected.said, `Different answers: ${question.name}`)
  } catch (error) {
    if (!isGivenUp(error)) throw error
    console.log(`  ${question.name}: not compared. ${(error as Error).message}`)
  }
}

function row({ name, msMax }: Question, ours: MedianMs, theirs: MedianMs): string[] {
  const known = ours !== null && theirs !== null
  return [
    name,
    whole(msMax),
    ours === null ? 'no answer' : decimal(ours),
    verdict(ours !== null && ours <= msMax),
    ...(options['without-postgres'] ? [] : [theirs === null ? `> ${whole(giveUpMs)}` : decimal(theirs)]),
    ...(options['without-postgres'] ? [] : [known ? `${decimal(theirs / ours)} ×` : '']),
  ]
}
