import { Popover } from '@base-ui/react/popover'
import { viewNamePattern } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import { ApiError } from '../../data/api.ts'
import { useSaveView } from '../../data/change-views.ts'
import type { InsightSearch } from '../../data/insight-search.ts'
import { nextPin } from '../../data/pins.ts'
import { definitionOfSearch } from '../../data/saved-question.ts'
import { viewsQuery } from '../../data/saved-views.ts'
import { useMay } from '../../data/scopes.ts'
import { Button, buttonClass } from '../../parts/button.tsx'
import { TextField } from '../../parts/field.tsx'
import { Form, FormProblem, textIn } from '../../parts/form.tsx'
import { PopoverPopup } from '../../parts/popover.tsx'
import styles from './save-question.module.css'

/** Keeps the question under a name, for everybody in the project. */
export function SaveQuestion({
  search,
  label,
  onSaved,
}: {
  search: InsightSearch
  label: string
  onSaved: (name: string) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const mayEdit = useMay('admin')
  const { data: views = [] } = useQuery(viewsQuery)
  const save = useSaveView()
  const submit = (form: FormData) => {
    const name = textIn(form, 'name')
    const description = textIn(form, 'description')
    save.mutate(
      {
        name,
        ...definitionOfSearch(search),
        ...(description && { description }),
        ...(form.has('pin') && { pin: nextPin(views) }),
      },
      {
        onSuccess: () => {
          setOpen(false)
          onSaved(name)
        },
      },
    )
  }
  return (
    <Popover.Root
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open)
        save.reset()
      }}
    >
      <Popover.Trigger className={buttonClass()}>
        <Bookmark size={14} aria-hidden />
        {label}
      </Popover.Trigger>
      <PopoverPopup label={label} className={styles.popup}>
        {!mayEdit ? (
          <p className={styles.hint}>
            Your key may read but not save. A key with the scope <code>admin</code> may; the address of this page holds
            the whole question, so a link to it can be kept all the same.
          </p>
        ) : (
          <Form onSubmit={submit}>
            <TextField
              label="Name"
              name="name"
              required
              maxLength={80}
              pattern={viewNamePattern}
              title="Letters, digits, - _ and . ; no spaces"
              placeholder="slow-tools"
            />
            <TextField label="What it is for" name="description" maxLength={2000} placeholder="Optional" />
            <label className={styles.check}>
              <input type="checkbox" name="pin" defaultChecked />
              On the dashboard
            </label>
            <FormProblem>{save.error && problemOf(save.error)}</FormProblem>
            <Button type="submit" look="primary" disabled={save.isPending}>
              Save
            </Button>
          </Form>
        )}
      </PopoverPopup>
    </Popover.Root>
  )
}

function problemOf(error: Error): string {
  if (error instanceof ApiError && error.status === 403) return 'Your key may not save; it lacks the scope admin.'
  return error.message
}
