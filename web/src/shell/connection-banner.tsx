import { useQueryClient } from '@tanstack/react-query'
import { Check, CloudOff, RefreshCw } from 'lucide-react'
import { useEffect } from 'react'
import { look, useReach } from '../data/reach.ts'
import { useTold } from '../data/told.ts'
import styles from './connection-banner.module.css'

/**
 * Says over every screen that the server does not answer, when it does again, and when it is another one, while what is
 * shown stays; and what was just done.
 */
export function ConnectionBanner() {
  const reach = useReach()
  const told = useTold()
  const queries = useQueryClient()
  useEffect(() => {
    // What failed meanwhile is asked for again; what was there is brought up to date.
    if (reach === 'back' || reach === 'outdated') void queries.invalidateQueries()
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
      {reach === 'outdated' && (
        <p className={styles.banner} data-is="outdated">
          <RefreshCw size={16} aria-hidden />
          <span>
            <strong>Occur was updated.</strong> This page is still the old one.
          </span>
          <button type="button" onClick={() => location.reload()}>
            Load it again
          </button>
        </p>
      )}
      {told !== undefined && (
        <p className={styles.banner} data-is="back">
          <Check size={16} aria-hidden />
          {told}
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
