import type { Outcome } from '@occur/client/protocol'

/** What sessions are compared by: events of one type and source, that failed or did not. */
export interface Kind {
  type: string | null
  source_id: string | null
  failed: boolean
}

/** How much kinds count among so many events, of which so many are of the kind. */
export type WeightOf = (kind: Kind) => number

export interface Compared {
  kinds: readonly Kind[]
  outcome: Outcome
}

/** The part of the score that is about what happened; the rest is about how it came out. */
export const kindsShare = 0.9

/** The rarer a kind of event is, the more it says; one that was not seen counts as if it had been once. */
export function weightOf(eventsOfKind: number, events: number): number {
  return Math.log(1 + Math.max(events, 1) / Math.max(eventsOfKind, 1))
}

/**
 * From 0 to 1: the weighted Jaccard index of the two sets of kinds, the weight of what both have by the weight of what either has;
 * and whether both came out the same.
 */
export function similarity(a: Compared, b: Compared, weight: WeightOf): number {
  const total = (kinds: readonly Kind[]) => kinds.reduce((sum, kind) => sum + weight(kind), 0)
  const shared = total(a.kinds.filter(among(b.kinds)))
  const either = total(a.kinds) + total(b.kinds) - shared
  return kindsShare * (either === 0 ? 0 : shared / either) + (1 - kindsShare) * (a.outcome === b.outcome ? 1 : 0)
}

export function among(kinds: readonly Kind[]): (kind: Kind) => boolean {
  const names = new Set(kinds.map(kindName))
  return (kind) => names.has(kindName(kind))
}

/** Different for different kinds. */
export function kindName({ type, source_id, failed }: Kind): string {
  return JSON.stringify([type, source_id, failed])
}
