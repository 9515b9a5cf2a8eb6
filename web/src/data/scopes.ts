import type { Scope, WhoAmI } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { whoAmIQuery } from './queries.ts'

/** Whether who is signed in may do that; while it is not known yet, he may not. */
export function useMay(scope: Scope): boolean {
  const { data: me } = useQuery(whoAmIQuery)
  return me !== undefined && may(me, scope)
}

export function may({ scopes }: Pick<WhoAmI, 'scopes'>, scope: Scope): boolean {
  return scopes.includes(scope) || scopes.includes('admin')
}

const deeds: Record<Scope, string> = {
  ingest: 'send events',
  read: 'read and ask',
  admin: 'send, read, and manage keys and saved views',
}

/** What a key may do, in words: `send events, read and ask`. */
export function deedsOf(scopes: readonly Scope[]): string {
  return scopes.map((scope) => deeds[scope]).join(', ')
}
