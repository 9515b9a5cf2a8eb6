import { CircleHelp } from 'lucide-react'
import { atLeisure } from '../at-leisure.tsx'
import styles from './syntax-help.module.css'

/** How filters are written, on one card. */
export const SyntaxHelp = atLeisure<object>(
  async () => (await import('./syntax-card.tsx')).SyntaxCard,
  () => (
    <button
      type="button"
      className={styles.trigger}
      aria-label="How filters are written"
      aria-haspopup="dialog"
      aria-expanded={false}
    >
      <CircleHelp size={14} aria-hidden />
    </button>
  ),
)
