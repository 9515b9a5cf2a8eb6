import type { Engine } from '../engine/engine.ts'

const lookEveryMs = 10_000
const completeEveryMs = 60_000
/** So many events are completed sooner, new or just merged: fewer are searched as fast without … */
const eventsCompletedSooner = 10_000
/** … and where more arrive from one look to the next they are rather merged first: or each merge would build indexes anew. */
const arrivingMax = 50_000

/** What a complete part has. */
export const completion = [
  ...['sessions', 'users', 'counts', 'counts_of_kinds', 'sessions_of_kinds', 'agents'].map(
    (name) => `MATERIALIZE PROJECTION ${name}`,
  ),
  ...['by_leaf', 'by_text', 'by_session_id', 'by_conversation_id', 'by_user_id'].map(
    (name) => `MATERIALIZE INDEX ${name}`,
  ),
].join(', ')

/**
 * Inserts leave projections to merges, and merges leave the inverted indexes to this: built once a minute or so for
 * what has come, instead of again in every merge, they cost a fraction. It also gives projections to parts that nobody
 * merged, because the engine merges only parts that have the same projections: one without would keep its neighbours apart.
 * Questions have the same answers before, meanwhile and after; they only take longer before.
 */
export function keepCompletingParts(engine: Engine, onError: (error: unknown) => void): { stop(): void } {
  let complete: ReadonlySet<string> = new Set()
  let completedMs = performance.now()
  let eventsBefore = Number.NEGATIVE_INFINITY
  const timer = setInterval(async () => {
    try {
      const isDue = performance.now() - completedMs >= completeEveryMs
      const before = complete
      complete = await completeParts(engine, complete, ({ all, incomplete }) => {
        const arrived = all - eventsBefore
        eventsBefore = all
        return isDue || (incomplete >= eventsCompletedSooner && arrived <= arrivingMax)
      })
      if (isDue || complete !== before) completedMs = performance.now()
    } catch (error) {
      onError(error)
    }
  }, lookEveryMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/**
 * Has the engine complete its parts, in the background, unless all of them are known as complete; answers which are, then.
 * What a part has already is not built again. With `isDue`, only if it says so of these numbers of events.
 */
export async function completeParts(
  engine: Engine,
  complete: ReadonlySet<string>,
  isDue: (events: { all: number; incomplete: number }) => boolean = () => true,
): Promise<ReadonlySet<string>> {
  // Part of the name stays when a part is completed, and is another when parts are merged.
  const parts = await engine.rows<{ name: string; rows: string }>(
    `SELECT concat(toString(min_block_number), '_', toString(max_block_number), '_', toString(level)) AS name, rows
    FROM system.parts WHERE database = currentDatabase() AND table = 'event' AND active`,
  )
  const others = parts.filter(({ name }) => !complete.has(name))
  if (!isDue({ all: eventsOf(parts), incomplete: eventsOf(others) }) || others.length === 0) return complete
  if (await isMutating(engine)) return complete
  await engine.command(`ALTER TABLE event ${completion} SETTINGS mutations_sync = 0`)
  return new Set(parts.map(({ name }) => name))
}

function eventsOf(parts: readonly { rows: string }[]): number {
  return parts.reduce((sum, { rows }) => sum + Number(rows), 0)
}

async function isMutating(engine: Engine): Promise<boolean> {
  const running = await engine.rows(
    `SELECT 1 FROM system.mutations WHERE database = currentDatabase() AND table = 'event' AND NOT is_done LIMIT 1`,
  )
  return running.length > 0
}
