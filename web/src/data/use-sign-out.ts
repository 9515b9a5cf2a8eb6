import { useQueryClient } from '@tanstack/react-query'
import { request } from './api.ts'
import { forgetFilters } from './recent-filters.ts'

/** Ends this browser's access; then nothing that was read stays on the screen. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await request('/api/v1/sign-out', { method: 'POST' })
    forgetFilters()
    await queries.resetQueries({ queryKey: ['whoami'] })
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'whoami' })
  }
}
