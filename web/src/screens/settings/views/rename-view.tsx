import { viewNamePattern } from '@occur/client/protocol'
import { useRenameView } from '../../../data/change-views.ts'
import { Button } from '../../../parts/button.tsx'
import { TextField } from '../../../parts/field.tsx'
import { Form, FormFoot, FormProblem, textIn } from '../../../parts/form.tsx'
import { Modal } from '../../../parts/modal.tsx'
import { type ChangeViewProps, ViewNames } from './view-names.tsx'

/** Another name for a view. */
export function RenameView({ view, users, onClose }: ChangeViewProps) {
  const { mutate, isPending, error } = useRenameView()
  const submit = (fields: FormData) => {
    const name = textIn(fields, 'name')
    if (name === view.name) onClose()
    else mutate({ read: view, name }, { onSuccess: onClose })
  }
  return (
    <Modal title={`Rename ${view.name}`} onClose={onClose}>
      <Form onSubmit={submit}>
        <TextField
          label="Name"
          name="name"
          required
          defaultValue={view.name}
          pattern={viewNamePattern}
          title="Letters, digits, - _ and ., not - or . first; at most 80"
        />
        {users.length > 0 && (
          <p>
            {users.length === 1 ? 'The view that names it follows: ' : 'The views that name it follow: '}
            <ViewNames views={users} />.
          </p>
        )}
        <p>
          Addresses and filters that were kept elsewhere, and say <code>view:{view.name}</code>, will not be understood.
        </p>
        <FormProblem>{error?.message}</FormProblem>
        <FormFoot>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isPending}>
            Rename
          </Button>
        </FormFoot>
      </Form>
    </Modal>
  )
}
