import type { NewView, View, ViewChange, ViewDefinition } from '@occur/client/protocol'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from './api.ts'
import { definitionOf, viewsQuery } from './saved-views.ts'

const addressOf = (name: string) => `/api/v1/views/${encodeURIComponent(name)}`

/** What was changed only if nobody else has changed it since it was read. */
const ifStill = ({ version }: View) => ({ 'if-match': `"${version}"` })

export function useSaveView() {
  return useChange((view: NewView) => request<View>('/api/v1/views/', { method: 'POST', body: view }))
}

/** Fails with 412 when the view is not any more as it was read; with `null` for `read` whatever it is now. */
export function useReplaceView() {
  return useChange(({ name, read, definition }: { name: string; read: View | null; definition: ViewDefinition }) =>
    request<View>(addressOf(name), { method: 'PUT', body: definition, ...(read && { headers: ifStill(read) }) }),
  )
}

/** Fails with 412 as above, and with 409 when other views use it. */
export function useDeleteView() {
  return useChange((read: View) => request<void>(addressOf(read.name), { method: 'DELETE', headers: ifStill(read) }))
}

/** Also in the views that name it. Fails with 412 as above, and with 409 when the name is taken. */
export function useRenameView() {
  return useChange(({ read, name }: { read: View; name: string }) => {
    const body: ViewChange = { ...definitionOf(read), name }
    return request<View>(addressOf(read.name), { method: 'PUT', body, headers: ifStill(read) })
  })
}

/** The list is read again after a change, and after one that failed, since then it was not what there is. */
function useChange<Wanted, Answered>(change: (wanted: Wanted) => Promise<Answered>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: viewsQuery.queryKey }),
  })
}
