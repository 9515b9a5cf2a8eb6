import { useQuery } from '@tanstack/react-query'
import { whoAmIQuery } from './queries.ts'

/** Whether the key may change what everybody sees, such as saved views; undefined while that is not known. */
export function useMayEdit(): boolean | undefined {
  const { data } = useQuery(whoAmIQuery)
  return data?.scopes.includes('admin')
}
