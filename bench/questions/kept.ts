import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Occur } from '../contenders/occur.ts'
import { Postgres } from '../contenders/postgres.ts'
import type { SixtyDays } from '../invented/sixty-days.ts'
import { untilSettled } from '../process-tree.ts'
import { filledWith, noteFilled } from './filled.ts'
import { fillOccur } from './occur-events.ts'
import { fillPostgres, postgresSettings } from './postgres-events.ts'

type Say = (what: string) => void

const hourMs = 3_600_000

/** `DIR/occur`, the data folder of an Occur that is not running, filled unless it was before. */
export async function keptOccur(
  folder: string,
  eventCount: number,
  say: Say,
): Promise<{ folder: string; filled: SixtyDays }> {
  const dataFolder = join(folder, 'occur')
  await mkdir(folder, { recursive: true })
  const filled = filledWith(dataFolder)
  if (filled) {
    mustHold(folder, filled, eventCount)
    return { folder: dataFolder, filled }
  }
  const wanted = { seed: 1, eventCount, endMs: lastFullHourMs() }
  await fillNew(dataFolder, wanted, (what) => say(`Occur: ${what}`))
  return { folder: dataFolder, filled: wanted }
}

/** Makes a data folder that holds these events and nothing else, merged and indexed. */
export async function fillNew(dataFolder: string, events: SixtyDays, say: Say): Promise<void> {
  if (existsSync(dataFolder)) throw new Error(`${dataFolder} is not new: remove it, or name another folder`)
  const occur = await Occur.start(dataFolder)
  try {
    await fillOccur(occur, events, say)
    say('waiting until all is merged and indexed')
    await untilSettled([occur.processId])
  } finally {
    await occur.close()
  }
  noteFilled(dataFolder, events)
}

export function lastFullHourMs(): number {
  return Math.floor(Date.now() / hourMs) * hourMs
}

/** `DIR/postgres`, started, with the same events. Null where there is no PostgreSQL. */
export async function keptPostgres(folder: string, events: SixtyDays, say: Say): Promise<Postgres | null> {
  const dataFolder = join(folder, 'postgres')
  const filled = filledWith(dataFolder)
  const postgres = await Postgres.start({ folder: dataFolder, settings: postgresSettings })
  if (!postgres || isDeepStrictEqual(filled, events)) return postgres
  await fillPostgres(postgres, events, (what) => say(`PostgreSQL: ${what}`))
  noteFilled(dataFolder, events)
  return postgres
}

function mustHold(folder: string, { eventCount }: SixtyDays, wanted: number): void {
  if (eventCount === wanted) return
  throw new Error(`${folder} holds ${eventCount} events: ask for as many (--events), or name another folder`)
}
