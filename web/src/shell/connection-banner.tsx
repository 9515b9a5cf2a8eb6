import { useQueryClient } from '@tanstack/react-query'
import { Check, CloudOff } from 'lucide-react'
import { useEffect } from 'react'
import { look, useReach } from '../data/reach.ts'
import styles from './connection-banner.module.css'

/** Says over every screen that the server does not answer, and when it does again; what is shown stays meanwhile. */
export function ConnectionBanner() {
  const reach = useReach()
  const queries = useQueryClient()
  useEffect(() => {
    // What failed meanwhile is asked for again; what was there is brought up to date.
    if (reach === 'back') void queries.invalidateQueries()
  }, [reach, queries])
  return (
    <div className={styles.place} role="status">
      {reach === 'away' && (
        <p className={styles.banner} data-is="away">
          <CloudOff size={16} aria-hidden />
          <span>
            <strong>The server does not answer.</strong> This page looks for it and comes back by itself.
          </span>
          <button type="button" onClick={() => void look()}>
            Look now
          </button>
        </p>
      )}
      {reach === 'back' && (
        <p className={styles.banner} data-is="back">
          <Check size={16} aria-hidden />
          Connected again
        </p>
      )}
    </div>
  )
}
