import type { Views } from '@occur/client/filter'
import type { Funnel, FunnelAnswer, ReachedStep } from '@occur/client/protocol'
import type { Asker } from '../event/asker.ts'
import { checkFunnel } from '../event/funnel.ts'
import { formatTimestamp } from '../event/timestamp.ts'
import type { FoundSteps, FunnelReads } from '../store/funnel.ts'
import { Account } from './account.ts'

export type { FunnelReads }

/** Answers how many go through steps in order. What is wrong with the question throws a `QuestionError`. */
export async function askFunnel(
  reads: FunnelReads,
  project: string,
  funnel: Funnel,
  views: Views,
  asker?: Asker,
): Promise<FunnelAnswer> {
  const account = new Account(asker)
  const checked = checkFunnel(funnel, BigInt(Date.now()) * 1_000_000n, views)
  const found = await reads.funnel(project, checked, account.asker)
  const first = checked.from ?? found.bounds?.first ?? null
  const end = checked.to ?? (found.bounds ? found.bounds.last + 1n : null)
  return {
    steps: answered(found.total).map((step, at) => ({ name: nameOf(funnel.steps[at]!), ...step })),
    groups: found.groups.map(({ key, ...steps }) => ({ key, steps: answered(steps) })),
    rest: found.rest && { steps: answered(found.rest) },
    ...(checked.dropOuts && { drop_outs: found.dropOuts.map(({ id, at }) => ({ id, at: formatTimestamp(at) })) }),
    window_seconds: checked.windowNs === null ? null : Number(checked.windowNs) / 1e9,
    covered: account.covered(first, end, found.events),
  }
}

function nameOf({ name, q }: Funnel['steps'][number]): string {
  return name ?? q
}

function answered({ counts, seconds }: FoundSteps): ReachedStep[] {
  return counts.map((count, at) => ({
    count,
    from_previous: at === 0 ? null : part(count, counts[at - 1]!),
    from_first: part(count, counts[0]!),
    seconds: seconds[at]!,
  }))
}

function part(count: number, of: number): number | null {
  return of === 0 ? null : count / of
}
