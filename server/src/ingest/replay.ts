import { AppError } from '../event/errors.ts'
import { formatTimestamp } from '../event/timestamp.ts'
import { type IngestDeps, type Ingested, ingest } from './ingest.ts'

/**
 * Sends a rejected event again, as it was or corrected. It has an id made of the reject's, so that replaying twice
 * stores once; one that was replayed before is refused all the same, because a corrected text may carry its own id.
 */
export async function replay(
  project: string,
  rejectedId: string,
  corrected: Buffer | null,
  deps: IngestDeps,
): Promise<Ingested> {
  const rejected = await deps.rejected.get(project, rejectedId)
  if (rejected.replayed_at !== null) {
    throw new AppError('conflict', `${rejectedId} was replayed already, at ${formatTimestamp(rejected.replayed_at)}`)
  }
  if (corrected === null && rejected.raw_truncated) {
    throw new AppError(
      'conflict',
      `Of ${rejectedId} not all is kept, because it was too long or not text; send the corrected event as the body`,
    )
  }
  const raw = { bytes: corrected ?? Buffer.from(rejected.raw) }
  const ingested = await ingest([[raw]], { project, idempotencyKey: `replay:${rejectedId}` }, deps)
  if (ingested.report.rejected === 0) {
    await deps.rejected.markReplayed(project, rejected, BigInt(deps.now()) * 1_000_000n)
  }
  return ingested
}
