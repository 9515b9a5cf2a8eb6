import type { Engine } from '../engine/engine.ts'
import type { FoundUser } from '../event/user.ts'
import { getUser, listUsers, type UserListRequest } from './list-users.ts'
import { userChannels } from './user-channels.ts'

/** Reading users, who are derived from events. Aborting `left` ends the question in the engine. */
export interface UserReads {
  list(
    project: string,
    request: UserListRequest,
    left?: AbortSignal,
  ): Promise<{ items: FoundUser[]; count: number | null }>
  /** The channels of the newest sessions of each of these users. */
  channels(project: string, userIds: readonly string[], left?: AbortSignal): Promise<Map<string, string[]>>
  /** Throws `not_found`. */
  get(project: string, user_id: string, left?: AbortSignal): Promise<FoundUser>
}

export function userReads(engine: Engine): UserReads {
  return {
    list: (project, request, left) => listUsers(engine, project, request, left),
    channels: (project, userIds, left) => userChannels(engine, project, userIds, left),
    get: (project, user_id, left) => getUser(engine, project, user_id, left),
  }
}
