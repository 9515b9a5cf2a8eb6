import type { View } from '@occur/client/protocol'
import { useDeleteView } from '../../../data/saved-views.ts'
import { Button } from '../../../parts/button.tsx'
import { Modal } from '../../../parts/modal.tsx'
import styles from '../keys/keys.module.css'

/** Says what is lost, and then deletes. */
export function DeleteView({ view, onClose }: { view: View; onClose: () => void }) {
  const { mutate, isPending, error } = useDeleteView()
  return (
    <Modal title={`Delete ${view.name}?`} onClose={onClose}>
      <div className={styles.form}>
        <p>
          It is deleted for everybody in this project, also from dashboards. Filters that say{' '}
          <code>view:{view.name}</code> will not be understood. The events stay.
        </p>
        <p className={styles.problem} role="alert">
          {error?.message}
        </p>
        <div className={styles.foot}>
          <Button data-autofocus onClick={onClose}>
            Keep it
          </Button>
          <Button look="danger" disabled={isPending} onClick={() => mutate(view, { onSuccess: onClose })}>
            Delete view
          </Button>
        </div>
      </div>
    </Modal>
  )
}
