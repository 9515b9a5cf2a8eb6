import { type View, viewNamePattern } from '@occur/client/protocol'
import type { FormEvent } from 'react'
import { useRenameView } from '../../../data/saved-views.ts'
import { Button } from '../../../parts/button.tsx'
import { TextField } from '../../../parts/field.tsx'
import { Modal } from '../../../parts/modal.tsx'
import styles from '../keys/keys.module.css'

/** Another name for a view. */
export function RenameView({ view, onClose }: { view: View; onClose: () => void }) {
  const { mutate, isPending, error } = useRenameView()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name') ?? '').trim()
    if (name === view.name) onClose()
    else mutate({ read: view, name }, { onSuccess: onClose })
  }
  return (
    <Modal title={`Rename ${view.name}`} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label="Name"
          name="name"
          required
          defaultValue={view.name}
          pattern={viewNamePattern}
          title="Letters, digits, - _ and ., not - or . first; at most 80"
        />
        <p>Addresses and filters that name it as it was called until now will not find it.</p>
        <p className={styles.problem} role="alert">
          {error?.message}
        </p>
        <div className={styles.foot}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            Rename
          </Button>
        </div>
      </form>
    </Modal>
  )
}
