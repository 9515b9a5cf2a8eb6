import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Occur } from '../contenders/occur.ts'
import { Postgres } from '../contenders/postgres.ts'
import type { SixtyDays } from '../invented/sixty-days.ts'
import { untilSettled } from '../process-tree.ts'
import { filledWith, noteFilled } from './filled.ts'
import { fillOccur } from './occur-events.ts'
import { fillPostgres, postgresSettings } from './postgres-events.ts'

/** Both with the same events; PostgreSQL only where there is one. */
export interface Contenders {
  occur: Occur
  postgres: Postgres | null
  filled: SixtyDays
  close(): Promise<void>
}

/** Starts both on folders in here, which are filled unless they have been before. */
export async function openFilled(
  folder: string,
  wanted: SixtyDays,
  withPostgres: boolean,
  say: (what: string) => void,
): Promise<Contenders> {
  const folders = { occur: join(folder, 'occur'), postgres: join(folder, 'postgres') }
  await mkdir(folder, { recursive: true })
  // What is there decides; the number of events must be the one that was asked for.
  const filled = filledWith(folders.occur) ?? filledWith(folders.postgres) ?? wanted
  if (filled.eventCount !== wanted.eventCount) {
    throw new Error(`${folder} holds ${filled.eventCount} events rather than ${wanted.eventCount}: name another folder`)
  }
  const occur = await Occur.start(folders.occur)
  if (!filledWith(folders.occur)) {
    await fillOccur(occur, filled, (what) => say(`Occur: ${what}`))
    noteFilled(folders.occur, filled)
  }
  const postgres = withPostgres ? await Postgres.start({ folder: folders.postgres, settings: postgresSettings }) : null
  if (postgres && !filledWith(folders.postgres)) {
    await fillPostgres(postgres, filled, say)
    noteFilled(folders.postgres, filled)
  }
  say('Waiting until Occur has merged and indexed what it has')
  await untilSettled(occur.processId)
  return {
    occur,
    postgres,
    filled,
    close: async () => {
      await occur.close()
      await postgres?.close()
    },
  }
}
