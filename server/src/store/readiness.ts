import { randomUUID } from 'node:crypto'
import type { Engine } from '../engine/engine.ts'
import { AppError } from '../event/errors.ts'

/** Writes a mark, fsynced, and reads it back. Throws when the engine does not do both before `left` is aborted. */
export async function proveReadiness(engine: Engine, left: AbortSignal): Promise<void> {
  const mark = randomUUID()
  await engine.command(`INSERT INTO readiness (one, mark, written_at) SELECT 1, {mark:String}, now64(3, 'UTC')`, {
    params: { mark },
    left,
  })
  const found = await engine.rows(`SELECT mark FROM readiness WHERE mark = {mark:String}`, { params: { mark }, left })
  // Another check may have replaced the row in between; then it is that one's write that was proven, and read.
  if (found.length > 0) return
  const others = await engine.rows('SELECT mark FROM readiness', { left })
  if (others.length === 0) throw new AppError('unavailable', 'The engine took a row but does not give it back')
}
