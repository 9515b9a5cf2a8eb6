import type { ApiKey, CreatedApiKey, Scope } from '@occur/client/protocol'
import { parseRangeEnd } from './timestamp.ts'

/** Who makes a request, and what he may do. The project always comes from here, never from what was sent. */
export interface Access {
  /** A key, a browser that signed in, or the operator: whoever can read the data folder. */
  readonly kind: 'key' | 'browser' | 'operator'
  readonly project: string
  readonly keyId: string
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Of a browser that signed in with a key: that key. */
  readonly signedInWith?: string
}

/**
 * The keys of every project. A key is verified in memory, so that no request waits for the engine to be let in;
 * a change is on disk before its promise resolves, and holds for the very next request.
 */
export interface Keys {
  /** Who holds this secret, or null: unknown, revoked, expired, or a browser whose key was revoked. */
  verify(secret: string): Access | null

  /** Whether that key may still be used: what began with it must end when it was revoked. */
  isValid(keyId: string): boolean

  /** Makes a key, and its project when there is none of that name yet. The secret is in the answer and nowhere else. */
  create(wanted: NewKey): Promise<CreatedApiKey>

  /** The keys of a project, or of all projects for null, newest first. Browsers that signed in are not among them. */
  list(project: string | null): ApiKey[]

  /** Ends a key, and the browsers that signed in with it. False when the project (or any, for null) has no such key. */
  revoke(keyId: string, project: string | null): Promise<boolean>

  hasProject(project: string): boolean
}

export interface NewKey {
  project: string
  name: string
  scopes: readonly Scope[]
  /** When it ends by itself; otherwise it does not. */
  expiresAt?: Date
  /** Makes it a browser's: unlisted, ending by itself and with the key that it signed in with. */
  browser?: { expiresAt: Date; parentKeyId: string | null }
}

/** What a project may be called: it appears in addresses, file names and labels. */
export const projectPattern = '^[a-z0-9][a-z0-9-]{0,62}$'

/** When a key ends, from RFC 3339 or a bare date; or what is wrong with that. */
export function expiryOf(text: string, now: Date): Date | string {
  const instant = parseRangeEnd(text.trim())
  if (typeof instant === 'string') return `${JSON.stringify(text)} ${instant}`
  const expiresAt = new Date(Number(instant / 1_000_000n))
  return expiresAt > now ? expiresAt : `${JSON.stringify(text)} is over already; a key ends in the future`
}

/** `admin` includes the other two. */
export function mayDo(access: Access, scope: Scope): boolean {
  return access.scopes.includes(scope) || access.scopes.includes('admin')
}
