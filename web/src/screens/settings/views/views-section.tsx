import type { View } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import { viewsQuery } from '../../../data/saved-views.ts'
import { useMay } from '../../../data/scopes.ts'
import { usersOfView } from '../../../data/view-users.ts'
import { Failure, Notice, RowSkeleton } from '../../../parts/states.tsx'
import { Section } from '../section.tsx'
import { DeleteView } from './delete-view.tsx'
import { RenameView } from './rename-view.tsx'
import { ViewTable } from './view-table.tsx'

/** Filters and questions that were saved under a name, for everybody in the project. */
export function ViewsSection() {
  const { data: views, error, refetch } = useQuery(viewsQuery)
  const mayChange = useMay('admin')
  const [open, setOpen] = useState<{ to: 'rename' | 'delete'; view: View }>()
  const close = () => setOpen(undefined)
  const users = open && views ? usersOfView(open.view, views) : []
  return (
    <Section
      title="Saved views"
      about={
        <>
          Filters and questions under a name, for everybody in this project. In a filter, <code>view:NAME</code> stands
          for what the view finds.{views && !mayChange && ' Changing them takes a key with the scope admin.'}
        </>
      }
    >
      {views ? (
        views.length > 0 ? (
          <ViewTable
            views={views}
            onRename={mayChange ? (view) => setOpen({ to: 'rename', view }) : undefined}
            onDelete={mayChange ? (view) => setOpen({ to: 'delete', view }) : undefined}
          />
        ) : (
          <Notice title="Nothing is saved yet" icon={<Bookmark />}>
            <p>Narrow a list or ask a question, and save it there under a name. It will stand here.</p>
          </Notice>
        )
      ) : error ? (
        <Failure error={error} retry={refetch} />
      ) : (
        <RowSkeleton rows={5} />
      )}
      {open?.to === 'rename' && <RenameView view={open.view} users={users} onClose={close} />}
      {open?.to === 'delete' && <DeleteView view={open.view} users={users} onClose={close} />}
    </Section>
  )
}
