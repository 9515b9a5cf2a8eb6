import { type CreatedApiKey, type Scope, scopes } from '@occur/client/protocol'
import { useState } from 'react'
import { plainScopes, useCreateKey } from '../../../data/keys.ts'
import { Button } from '../../../parts/button.tsx'
import { TextField } from '../../../parts/field.tsx'
import { Form, FormFoot, FormProblem, textIn } from '../../../parts/form.tsx'
import { Modal } from '../../../parts/modal.tsx'
import { ExpiryChoice } from './expiry-choice.tsx'
import styles from './keys.module.css'
import { NewSecret } from './new-secret.tsx'

const scopeWords: Record<Scope, { name: string; about: string }> = {
  ingest: { name: 'Send events', about: 'ingest: for agents and other senders. It cannot read anything.' },
  read: { name: 'Read', about: 'read: for people who look, and for programs that ask.' },
  admin: { name: 'Everything', about: 'admin: also keys and saved views. For those who run this project.' },
}

/** Asks what a new key is for; then shows it, once. */
export function CreateKey({ onClose }: { onClose: () => void }) {
  const [created, setCreated] = useState<CreatedApiKey>()
  if (created) return <NewSecret apiKey={created} onClose={onClose} />
  return (
    <Modal title="Create a key" onClose={onClose}>
      <KeyForm onCreated={setCreated} onCancel={onClose} />
    </Modal>
  )
}

function KeyForm({ onCreated, onCancel }: { onCreated: (key: CreatedApiKey) => void; onCancel: () => void }) {
  const [wanted, setWanted] = useState<ReadonlySet<Scope>>(new Set(['ingest']))
  const [expiresAt, setExpiresAt] = useState<string>()
  const { mutate, isPending, error } = useCreateKey()
  const toggle = (scope: Scope) => {
    const next = new Set(wanted)
    if (!next.delete(scope)) next.add(scope)
    setWanted(next)
  }
  const submit = (fields: FormData) => {
    const name = textIn(fields, 'name')
    const key = { name, scopes: plainScopes(wanted), ...(expiresAt !== undefined && { expires_at: expiresAt }) }
    mutate(key, { onSuccess: onCreated })
  }
  return (
    <Form onSubmit={submit}>
      <TextField label="Name" name="name" required maxLength={200} placeholder="phone agent, production" />
      <fieldset className={styles.options}>
        <legend>It may</legend>
        {scopes.map((scope) => (
          <label key={scope} className={styles.option}>
            <input
              type="checkbox"
              checked={wanted.has(scope) || wanted.has('admin')}
              disabled={scope !== 'admin' && wanted.has('admin')}
              onChange={() => toggle(scope)}
            />
            <span>
              <strong>{scopeWords[scope].name}</strong>
              <small>{scopeWords[scope].about}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <ExpiryChoice onChange={setExpiresAt} />
      <FormProblem>{error?.message}</FormProblem>
      <FormFoot>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" disabled={isPending || wanted.size === 0}>
          Create key
        </Button>
      </FormFoot>
    </Form>
  )
}
