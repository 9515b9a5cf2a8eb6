import type { Connection } from '../data/stream.ts'
import styles from './connection-mark.module.css'

const words: Record<Connection, string> = {
  connecting: 'Connecting',
  live: 'Connected',
  reconnecting: 'Reconnecting',
  lost: 'Connection lost',
  asleep: 'Asleep',
}

/** How a live stream is doing, in a word. */
export function ConnectionMark({ connection, onRetry }: { connection: Connection; onRetry: () => void }) {
  return (
    <span className={styles.mark} data-is={connection}>
      <i aria-hidden />
      <span role="status">{words[connection]}</span>
      {connection === 'lost' && (
        <button type="button" onClick={onRetry}>
          Retry now
        </button>
      )}
    </span>
  )
}
