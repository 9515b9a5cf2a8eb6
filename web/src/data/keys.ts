import { type ApiKey, type CreatedApiKey, type NewApiKey, type Scope, scopes } from '@occur/client/protocol'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from './api.ts'
import { may } from './scopes.ts'

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: async ({ signal }) => (await request<{ items: ApiKey[] }>('/api/v1/keys/', { signal })).items,
})

export function useCreateKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (key: NewApiKey) => request<CreatedApiKey>('/api/v1/keys/', { method: 'POST', body: key }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  })
}

export function useRevokeKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (keyId: string) => request(`/api/v1/keys/${encodeURIComponent(keyId)}`, { method: 'DELETE' }),
    // Whoever revoked the key that he is here with is asked for another one.
    onSettled: () =>
      queries.invalidateQueries({ predicate: ({ queryKey }) => ['keys', 'whoami'].includes(String(queryKey[0])) }),
  })
}

export type KeyState = 'in use' | 'expired' | 'revoked'

export function stateOf(
  { revoked_at, expires_at }: Pick<ApiKey, 'revoked_at' | 'expires_at'>,
  nowMs: number,
): KeyState {
  if (revoked_at !== null) return 'revoked'
  return expires_at !== null && Date.parse(expires_at) <= nowMs ? 'expired' : 'in use'
}

/** What stops when a key is revoked, in sentences. */
export function whatRevokingBreaks({ scopes }: Pick<ApiKey, 'scopes'>, isMine: boolean): string[] {
  const sentences = []
  if (may({ scopes }, 'ingest'))
    sentences.push(
      'Whoever sends events with it is refused from the next request on; what is not sent again with another key is lost.',
    )
  if (may({ scopes }, 'read'))
    sentences.push(
      'Programs that read with it are refused, live tails that it opened end, and browsers that signed in with it are signed out.',
    )
  else sentences.push('Browsers that signed in with it are signed out.')
  if (may({ scopes }, 'admin')) sentences.push('Keys and views that were made with it stay.')
  if (isMine) sentences.push('You signed in with it: you will be asked for another key at once.')
  return sentences
}

/** In the order of the contract; `admin` includes the others. */
export function plainScopes(wanted: ReadonlySet<Scope>): Scope[] {
  return wanted.has('admin') ? ['admin'] : scopes.filter((scope) => wanted.has(scope))
}
