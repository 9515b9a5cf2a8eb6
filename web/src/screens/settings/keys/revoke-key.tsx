import type { ApiKey } from '@occur/client/protocol'
import { useRevokeKey, whatRevokingBreaks } from '../../../data/keys.ts'
import { ConfirmModal } from '../../../parts/confirm-modal.tsx'
import { Time } from '../../../parts/time.tsx'
import styles from './keys.module.css'

/** Says what stops, and then stops it. */
export function RevokeKey({ apiKey, isMine, onClose }: { apiKey: ApiKey; isMine: boolean; onClose: () => void }) {
  const { mutate, isPending, error } = useRevokeKey()
  return (
    <ConfirmModal
      title={
        <>
          Revoke “<bdi>{apiKey.name}</bdi>”?
        </>
      }
      deed="Revoke key"
      error={error}
      isPending={isPending}
      onDo={() => mutate(apiKey.key_id, { onSuccess: onClose })}
      onClose={onClose}
    >
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
    </ConfirmModal>
  )
}
