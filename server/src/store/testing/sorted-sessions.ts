import type { FoundSession } from '../../event/session.ts'
import type { SessionField } from '../../event/session-fields.ts'

/** Nulls come last in both directions; ties go by id, in the same direction. */
export function sortedBy(
  sessions: readonly FoundSession[],
  field: SessionField,
  direction: 'asc' | 'desc',
): FoundSession[] {
  const sign = direction === 'asc' ? 1 : -1
  return sessions.toSorted((a, b) => {
    const [left, right] = [sortKey(a, field), sortKey(b, field)]
    if (left === right) return a.session_id < b.session_id ? -sign : sign
    if (left === null) return 1
    if (right === null) return -1
    return left < right ? -sign : sign
  })
}

function sortKey(session: FoundSession, field: SessionField): string | bigint | number | null {
  if (field === 'timestamp') return session.first_timestamp
  if (field === 'duration') return session.last_timestamp - session.first_timestamp
  const value = session[field]
  return typeof value === 'boolean' ? String(value) : value
}
