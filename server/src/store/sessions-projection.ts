import type { Engine } from '../engine/engine.ts'

const completeEveryMs = 10 * 60_000
const unmergedSecondsMax = 10 * 60

/**
 * The private engine inserts events without the sessions projection, which merges then build. A part that found nobody to
 * merge with, because it is much larger than its neighbours, would stay without; and as the engine merges only parts that
 * have the same projections, it would keep those around it apart as well, for ever. So such parts get theirs from here.
 */
export function keepSessionsProjection(engine: Engine, onError: (error: unknown) => void): { stop(): void } {
  const timer = setInterval(() => {
    completeSessionsProjection(engine, unmergedSecondsMax).catch(onError)
  }, completeEveryMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/**
 * Has the projection built, in the background of the engine, for parts that are older than this and without it. Sessions
 * are the same before, meanwhile and after.
 */
export async function completeSessionsProjection(engine: Engine, unmergedSecondsMax: number): Promise<void> {
  const [left] = await engine.rows<{ parts: number; running: number }>(
    `SELECT
      (SELECT toUInt32(count()) FROM system.parts WHERE database = currentDatabase() AND table = 'event' AND active
        AND NOT has(projections, 'sessions') AND modification_time <= now() - {unmergedSecondsMax:UInt32}) AS parts,
      (SELECT toUInt32(count()) FROM system.mutations WHERE database = currentDatabase() AND table = 'event'
        AND NOT is_done) AS running`,
    { params: { unmergedSecondsMax } },
  )
  if (!left || left.parts === 0 || left.running > 0) return
  await engine.command('ALTER TABLE event MATERIALIZE PROJECTION sessions SETTINGS mutations_sync = 0')
}
