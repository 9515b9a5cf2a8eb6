import type { Engine } from '../engine/engine.ts'
import type { EngineLog } from '../engine/engine-options.ts'
import { AppError } from '../event/errors.ts'
import { rebuildEvents, refineGranules } from './rebuild-events.ts'
import { agentSchema } from './schema/agent.ts'
import { countsSchema, sessionsOfKindsSchema, usersSchema } from './schema/counts.ts'
import { eventsSchema, rejectedEventsSchema } from './schema/events.ts'
import { keysSchema } from './schema/keys.ts'
import { leavesSchema } from './schema/leaves.ts'
import { mergesSchema } from './schema/merges.ts'
import { searchSchema } from './schema/search.ts'
import { viewsSchema } from './schema/views.ts'
import { writersSchema } from './schema/writers.ts'

/**
 * Every change of the tables, in order; never edited once released. Each statement must be safe to run twice
 * (`IF NOT EXISTS`, `MODIFY`), because a process that was killed half-way runs the whole version again.
 */
const migrations: readonly Migration[] = [
  { version: 1, statements: [...eventsSchema, ...rejectedEventsSchema, ...keysSchema, ...writersSchema] },
  { version: 2, statements: mergesSchema },
  {
    version: 3,
    statements: leavesSchema,
    andThen: rebuildEvents,
    price: 'every stored event is written again, which takes minutes for millions of them',
  },
  { version: 4, statements: viewsSchema },
  {
    version: 5,
    statements: [...searchSchema, ...countsSchema, ...usersSchema],
    price:
      'what stored events are found and counted by is built in the background; until then some questions take longer',
  },
  {
    version: 6,
    statements: [],
    andThen: refineGranules,
    price:
      'every stored event is written again, about 100,000 a second, for which the disk needs as much space once more as they take',
  },
  {
    version: 7,
    statements: agentSchema,
    price:
      'the agents of stored sessions are worked out in the background; until then questions about them take longer',
  },
  {
    version: 8,
    statements: sessionsOfKindsSchema,
    price:
      'which kinds of events stored sessions have is written down in the background; until then lists of sessions by their events take longer',
  },
]

interface Migration {
  version: number
  statements: readonly string[]
  /** What statements alone cannot do. */
  andThen?: (engine: Engine, leaseLost?: AbortSignal) => Promise<void>
  /** What an operator with many events has to expect. */
  price?: string
}

const versionKnown = Math.max(...migrations.map(({ version }) => version))

/**
 * Brings the tables to the version that this program knows, and tells of it where there were tables before. Refuses those of
 * a newer program: it might harm them. Nobody else may write to them meanwhile: when `leaseLost`, it stops.
 */
export async function migrate(engine: Engine, log?: Pick<EngineLog, 'info'>, leaseLost?: AbortSignal): Promise<void> {
  await refuseOldEngine(engine)
  await engine.command(`CREATE TABLE IF NOT EXISTS migration (version UInt32, applied_at DateTime DEFAULT now())
    ENGINE = MergeTree ORDER BY version SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`)
  const [stored] = await engine.rows<{ version: number }>('SELECT max(version) AS version FROM migration')
  const versionStored = stored?.version ?? 0
  if (versionStored > versionKnown) {
    throw new AppError(
      'conflict',
      `These tables are of version ${versionStored}, made by a newer Occur; this one knows version ${versionKnown}. Start the newer Occur, or use another data folder or database.`,
    )
  }
  for (const { version, statements, andThen, price } of migrations) {
    if (version <= versionStored) continue
    if (versionStored > 0) log?.info({ version, price }, 'bringing the tables to a newer version')
    leaseLost?.throwIfAborted()
    for (const statement of statements) await engine.command(statement)
    await andThen?.(engine, leaseLost)
    await engine.command(`INSERT INTO migration (version) VALUES (${version})`)
    if (versionStored > 0) log?.info({ version }, 'the tables are of this version now')
  }
}

/** The first version that leaves the projection to merges, and the inverted indexes to us. */
const engineVersionMin = [26, 7] as const

async function refuseOldEngine(engine: Engine): Promise<void> {
  const [found] = await engine.rows<{ version: string }>('SELECT version() AS version')
  const [major = 0, minor = 0] = (found?.version ?? '').split('.').map(Number)
  const [majorMin, minorMin] = engineVersionMin
  if (major > majorMin || (major === majorMin && minor >= minorMin)) return
  throw new AppError(
    'conflict',
    `This ClickHouse is version ${found?.version}; Occur needs ${engineVersionMin.join('.')} or later. Update it, or leave OCCUR_CLICKHOUSE_URL out to use the engine that comes with Occur.`,
  )
}
