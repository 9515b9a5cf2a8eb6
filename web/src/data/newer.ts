import { useQuery } from '@tanstack/react-query'
import type { PagedQueries } from './lists.ts'

const lookMs = 30_000

/** How many rows of the newest page are not on the page that is shown, looked for every now and then while it is on. */
export function useNewerCount<Row>(queries: PagedQueries<Row>, keyOf: (row: Row) => string, isOn: boolean): number {
  const { data, dataUpdatedAt } = useQuery(queries.page)
  const newest = useQuery({
    ...queries.ids,
    enabled: isOn && data !== undefined,
    initialData: () => data,
    initialDataUpdatedAt: dataUpdatedAt,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchInterval: lookMs,
  })
  // What was read again since knows more than the look did.
  if (!isOn || !data || !newest.data || newest.dataUpdatedAt <= dataUpdatedAt) return 0
  const known = new Set(data.items.map(keyOf))
  return newest.data.items.filter((row) => !known.has(keyOf(row))).length
}
