import type { Engine } from '../engine/engine.ts'
import type { FoundUser } from '../event/user.ts'
import { getUser, listUsers, type UserListRequest } from './list-users.ts'

/** Reading users, who are derived from events. Aborting `left` ends the question in the engine. */
export interface UserReads {
  list(project: string, request: UserListRequest, left?: AbortSignal): Promise<{ items: FoundUser[]; count: number }>
  /** Throws `not_found`. */
  get(project: string, user_id: string, left?: AbortSignal): Promise<FoundUser>
}

export function userReads(engine: Engine): UserReads {
  return {
    list: (project, request, left) => listUsers(engine, project, request, left),
    get: (project, user_id, left) => getUser(engine, project, user_id, left),
  }
}
