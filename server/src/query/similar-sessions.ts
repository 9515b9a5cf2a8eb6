import type { EventKind, SimilarSession, SimilarSessions } from '@occur/client/protocol'
import { outcomeOf } from '../event/journey.ts'
import { sessionFields } from '../event/session-fields.ts'
import { among, type Compared, type Kind, kindName, similarity, type WeightOf, weightOf } from '../event/similarity.ts'
import { formatTimestamp } from '../event/timestamp.ts'
import type { SessionReads } from '../store/session-reads.ts'
import type { SimilarReads } from '../store/similar-sessions.ts'
import { projected, sessionAnswer } from './session-answers.ts'

export type { SimilarReads }

/** Of sessions that lie only partly among the newest events all is looked at; so many more than asked for, that none is missed. */
const candidatesMore = 20

/** Sessions in which the same happened. Throws `not_found`. */
export async function similarSessions(
  { sessionReads, similarReads }: { sessionReads: SessionReads; similarReads: SimilarReads },
  project: string,
  session_id: string,
  limit: number,
  left?: AbortSignal,
): Promise<SimilarSessions> {
  const startedMs = performance.now()
  const [facts, since] = await Promise.all([
    sessionReads.facts(project, session_id, left),
    similarReads.newestSince(project, left),
  ])
  const [own, frequencies] = await Promise.all([
    similarReads.kindsOf(project, [facts], left),
    similarReads.frequencies(project, since, left),
  ])
  const counts = new Map(frequencies.kinds.map((kind) => [kindName(kind), kind.events]))
  const weight: WeightOf = (kind) => weightOf(counts.get(kindName(kind)) ?? 0, frequencies.events)
  const wanted: Compared = { kinds: own.get(session_id) ?? [], outcome: outcomeOf(facts) }
  const { ids, compared } = await similarReads.closest(
    project,
    { ...wanted, since, session_id, weight: wanted.kinds.reduce((sum, kind) => sum + weight(kind), 0) },
    limit + candidatesMore,
    left,
  )
  const found = await similarReads.sessions(project, ids, left)
  const kinds = await similarReads.kindsOf(project, found, left)
  const items = found.map((session): SimilarSession => {
    const theirs: Compared = { kinds: kinds.get(session.session_id) ?? [], outcome: outcomeOf(session) }
    return {
      session: projected(sessionAnswer(session), null, sessionFields),
      outcome: theirs.outcome,
      score: similarity(wanted, theirs, weight),
      shared: weighed(theirs.kinds.filter(among(wanted.kinds)), weight),
      others: weighed(
        theirs.kinds.filter((kind) => !among(wanted.kinds)(kind)),
        weight,
      ),
    }
  })
  return {
    session_id,
    outcome: wanted.outcome,
    kinds: weighed(wanted.kinds, weight),
    items: items.toSorted((a, b) => b.score - a.score).slice(0, limit),
    covered: {
      from: since === null ? null : formatTimestamp(since),
      sessions: compared,
      events: frequencies.events,
      elapsed_ms: Math.round(performance.now() - startedMs),
    },
  }
}

/** The heaviest first. */
function weighed(kinds: readonly Kind[], weight: WeightOf): EventKind[] {
  return kinds.map((kind) => ({ ...kind, weight: weight(kind) })).sort((a, b) => b.weight - a.weight)
}
