import type { Engine } from '../engine/engine.ts'

const completeEveryMs = 60_000

/** What a complete part has. */
export const completion = [
  ...['sessions', 'users', 'counts', 'counts_of_kinds'].map((name) => `MATERIALIZE PROJECTION ${name}`),
  ...['by_leaf', 'by_text', 'by_session_id', 'by_conversation_id', 'by_user_id'].map(
    (name) => `MATERIALIZE INDEX ${name}`,
  ),
].join(', ')

/**
 * Inserts leave projections to merges, and merges leave the inverted indexes to this: built once a minute for
 * what has come, instead of again in every merge, they cost a fraction. It also gives projections to parts that nobody
 * merged, because the engine merges only parts that have the same projections: one without would keep its neighbours apart.
 * Questions have the same answers before, meanwhile and after; they only take longer before.
 */
export function keepCompletingParts(engine: Engine, onError: (error: unknown) => void): { stop(): void } {
  let complete: ReadonlySet<string> = new Set()
  const timer = setInterval(async () => {
    try {
      complete = await completeParts(engine, complete)
    } catch (error) {
      onError(error)
    }
  }, completeEveryMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/**
 * Has the engine complete its parts, in the background, unless all of them are known as complete; answers which are, then.
 * What a part has already is not built again.
 */
export async function completeParts(engine: Engine, complete: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  // Part of the name stays when a part is completed, and is another when parts are merged.
  const parts = await engine.rows<{ name: string }>(
    `SELECT concat(toString(min_block_number), '_', toString(max_block_number), '_', toString(level)) AS name
    FROM system.parts WHERE database = currentDatabase() AND table = 'event' AND active`,
  )
  if (parts.every(({ name }) => complete.has(name)) || (await isMutating(engine))) return complete
  await engine.command(`ALTER TABLE event ${completion} SETTINGS mutations_sync = 0`)
  return new Set(parts.map(({ name }) => name))
}

async function isMutating(engine: Engine): Promise<boolean> {
  const running = await engine.rows(
    `SELECT 1 FROM system.mutations WHERE database = currentDatabase() AND table = 'event' AND NOT is_done LIMIT 1`,
  )
  return running.length > 0
}
