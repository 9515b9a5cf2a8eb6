import { Plus, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button, IconButton } from '../../parts/button.tsx'
import { FieldInput } from '../../parts/fields/field-input.tsx'
import styles from './builder.module.css'

/** A part of the question, under its name. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={styles.part}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}

/** One of a list, and the way out of it. */
export function Row({
  children,
  name,
  onRemove,
}: {
  children: ReactNode
  name: string
  onRemove?: (() => void) | undefined
}) {
  return (
    <div className={styles.row}>
      <div className={styles.rowFields}>{children}</div>
      {onRemove && (
        <IconButton name={`Remove ${name}`} onClick={onRemove}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </div>
  )
}

export function AddButton({ children, onClick }: { children: ReactNode; onClick: () => void }) {
  return (
    <Button look="quiet" className={styles.add} onClick={onClick}>
      <Plus size={14} aria-hidden />
      {children}
    </Button>
  )
}

/** Fields to group by, in order, to so many. */
export function GroupFields({
  fields,
  max,
  onChange,
}: {
  fields: readonly string[]
  max: number
  onChange: (fields: string[] | undefined) => void
}) {
  const [isAdding, setAdding] = useState(false)
  const put = (next: string[]) => {
    const different = [...new Set(next.filter((field) => field !== ''))]
    onChange(different.length > 0 ? different : undefined)
  }
  return (
    <>
      {fields.map((field, at) => (
        <Row key={field} name={field} onRemove={() => put(fields.toSpliced(at, 1))}>
          <FieldInput
            label={max > 1 ? `Group ${at + 1}` : 'Group'}
            value={field}
            onChange={(next) => put(fields.with(at, next))}
          />
        </Row>
      ))}
      {isAdding ? (
        <Row name="the new group" onRemove={() => setAdding(false)}>
          <FieldInput
            label={max > 1 ? `Group ${fields.length + 1}` : 'Group'}
            value=""
            isNew
            onChange={(field) => {
              setAdding(false)
              put([...fields, field])
            }}
          />
        </Row>
      ) : (
        fields.length < max && <AddButton onClick={() => setAdding(true)}>Group by a field</AddButton>
      )}
    </>
  )
}
