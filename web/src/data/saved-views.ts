import type { View, ViewDefinition } from '@occur/client/protocol'
import { queryOptions } from '@tanstack/react-query'
import { request } from './api.ts'

/** All views of the project, by name. */
export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: async ({ signal }) => (await request<{ items: View[] }>('/api/v1/views/', { signal })).items,
})

/** A view without what the server says of it. */
export function definitionOf(view: View): ViewDefinition {
  const { name: _, created_at: __, changed_at: ___, version: ____, ...definition } = view
  return definition
}
