import { useDeleteView } from '../../../data/change-views.ts'
import { ConfirmModal } from '../../../parts/confirm-modal.tsx'
import { type ChangeViewProps, ViewNames } from './view-names.tsx'

/** Says what is lost, and then deletes; one that others name stays. */
export function DeleteView({ view, users, onClose }: ChangeViewProps) {
  const { mutate, isPending, error } = useDeleteView()
  return (
    <ConfirmModal
      title={`Delete ${view.name}?`}
      deed="Delete view"
      error={error}
      isPending={isPending}
      onDo={users.length === 0 ? () => mutate(view, { onSuccess: onClose }) : undefined}
      onClose={onClose}
    >
      {users.length > 0 ? (
        <p>
          It cannot be deleted while other views name it: <ViewNames views={users} />. Change or delete those first.
        </p>
      ) : (
        <p>
          It is deleted for everybody in this project, also from dashboards. Filters that say{' '}
          <code>view:{view.name}</code> will not be understood. The events stay.
        </p>
      )}
    </ConfirmModal>
  )
}
