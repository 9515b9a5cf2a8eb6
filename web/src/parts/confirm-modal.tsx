import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { FormFoot, FormProblem } from './form.tsx'
import { Modal } from './modal.tsx'

/** Asks before something is gone for good. The first to have the focus is the button that leaves all as it is. */
export function ConfirmModal({
  title,
  deed,
  error,
  isPending,
  onDo,
  onClose,
  children,
}: {
  title: ReactNode
  /** What the button says that does it. */
  deed: string
  error: Error | null
  isPending: boolean
  /** Without it, it cannot be done. */
  onDo: (() => void) | undefined
  onClose: () => void
  /** What is lost. */
  children: ReactNode
}) {
  return (
    <Modal title={title} onClose={onClose}>
      {children}
      <FormProblem>{error?.message}</FormProblem>
      <FormFoot>
        <Button data-autofocus onClick={onClose}>
          Keep it
        </Button>
        {onDo && (
          <Button look="danger" disabled={isPending} onClick={onDo}>
            {deed}
          </Button>
        )}
      </FormFoot>
    </Modal>
  )
}
