import type { ApiKey } from '@occur/client/protocol'
import { useRevokeKey, whatRevokingBreaks } from '../../../data/keys.ts'
import { Button } from '../../../parts/button.tsx'
import { Modal } from '../../../parts/modal.tsx'
import { Time } from '../../../parts/time.tsx'
import styles from './keys.module.css'

/** Says what stops, and then stops it. */
export function RevokeKey({ apiKey, isMine, onClose }: { apiKey: ApiKey; isMine: boolean; onClose: () => void }) {
  const { mutate, isPending, error } = useRevokeKey()
  return (
    <Modal title={`Revoke “${apiKey.name}”?`} onClose={onClose}>
      <ul className={styles.breaks}>
        <li>
          {apiKey.last_used_at === null ? (
            'It was not used since the server was started.'
          ) : (
            <>
              It was last used <Time at={apiKey.last_used_at} as="recent" />.
            </>
          )}
        </li>
        {whatRevokingBreaks(apiKey, isMine).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        <li>This cannot be taken back.</li>
      </ul>
      <p className={styles.problem} role="alert">
        {error?.message}
      </p>
      <div className={styles.foot}>
        <Button data-autofocus onClick={onClose}>
          Keep it
        </Button>
        <Button look="danger" disabled={isPending} onClick={() => mutate(apiKey.key_id, { onSuccess: onClose })}>
          Revoke key
        </Button>
      </div>
    </Modal>
  )
}
