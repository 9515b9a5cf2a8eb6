import type { ApiKey } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { LockKeyhole, Plus } from 'lucide-react'
import { useState } from 'react'
import { countOf } from '../../../data/format.ts'
import { keysQuery, stateOf } from '../../../data/keys.ts'
import { useNow } from '../../../data/now.ts'
import { whoAmIQuery } from '../../../data/queries.ts'
import { useMay } from '../../../data/scopes.ts'
import { Button } from '../../../parts/button.tsx'
import { Failure, Notice, RowSkeleton } from '../../../parts/states.tsx'
import { Section } from '../section.tsx'
import table from '../table.module.css'
import { CreateKey } from './create-key.tsx'
import { KeyTable } from './key-table.tsx'
import { RevokeKey } from './revoke-key.tsx'
import { Roles } from './roles.tsx'

/** Who may send and who may read. */
export function KeysSection() {
  const { data: me } = useQuery(whoAmIQuery)
  const mayManage = useMay('admin')
  const [open, setOpen] = useState<'create' | ApiKey>()
  const close = () => setOpen(undefined)
  return (
    <Section
      title="Keys"
      about={
        <>
          Every sender and every reader has a key of its own, so that one can be revoked without disturbing the others.
          {me && ` These are the keys of the project ${me.project}.`}
        </>
      }
      actions={
        mayManage && (
          <Button look="primary" onClick={() => setOpen('create')}>
            <Plus size={14} aria-hidden />
            Create a key
          </Button>
        )
      }
    >
      {me && (mayManage ? <Keys mine={me.signed_in_with} onRevoke={setOpen} /> : <MayNot name={me.name} />)}
      <Roles />
      {open === 'create' && <CreateKey onClose={close} />}
      {typeof open === 'object' && (
        <RevokeKey apiKey={open} isMine={open.key_id === me?.signed_in_with} onClose={close} />
      )}
    </Section>
  )
}

function Keys({ mine, onRevoke }: { mine: string | undefined; onRevoke: (key: ApiKey) => void }) {
  const { data: keys, error, refetch } = useQuery(keysQuery)
  const nowMs = useNow()
  if (error && !keys) return <Failure error={error} retry={refetch} />
  if (!keys) return <RowSkeleton rows={4} />
  const inUse = keys.filter((key) => stateOf(key, nowMs) === 'in use')
  const over = keys.filter((key) => stateOf(key, nowMs) !== 'in use')
  return (
    <>
      <KeyTable label="Keys in use" keys={inUse} mine={mine} onRevoke={onRevoke} />
      {over.length > 0 && (
        <details className={table.old}>
          <summary>
            {countOf(over.length, 'key that is revoked or expired', 'keys that are revoked or expired')}
          </summary>
          <KeyTable label="Revoked and expired keys" keys={over} mine={mine} />
        </details>
      )}
    </>
  )
}

function MayNot({ name }: { name: string }) {
  return (
    <Notice title="Your key may not manage keys" icon={<LockKeyhole />}>
      <p>
        You signed in with <strong>{name}</strong>, which lacks the scope admin. Sign in with a key that has it, ask
        whoever made yours, or use <code>npx occur keys</code> on the machine of the server.
      </p>
    </Notice>
  )
}
