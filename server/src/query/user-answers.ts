import type * as protocol from '@occur/client/protocol'
import { formatTimestamp } from '../event/timestamp.ts'
import type { FoundUser } from '../event/user.ts'
import type { UserReads } from '../store/user-reads.ts'

/** A user as the wire has it. */
export function userAnswer({ first_timestamp, last_timestamp, ...user }: FoundUser): protocol.User {
  return {
    ...user,
    first_timestamp: formatTimestamp(first_timestamp),
    last_timestamp: formatTimestamp(last_timestamp),
  }
}

export type { UserReads }
