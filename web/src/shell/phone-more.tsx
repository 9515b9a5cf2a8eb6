import { useLocation } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { atLeisure } from '../parts/at-leisure.tsx'
import styles from './phone-bar.module.css'
import { placesBehindMore } from './places.ts'

export interface PhoneMoreProps {
  onSearch: () => void
}

export const PhoneMore = atLeisure<PhoneMoreProps>(
  async () => (await import('./phone-more-control.tsx')).PhoneMoreControl,
  () => (
    <button
      type="button"
      className={styles.place}
      data-here={useIsBehindMore() || undefined}
      aria-haspopup="menu"
      aria-expanded={false}
    >
      <MoreFace />
    </button>
  ),
)

/** Whether the place one is at is one of those behind it. */
export function useIsBehindMore(): boolean {
  const { pathname } = useLocation()
  return placesBehindMore.some(({ to }) => pathname.startsWith(to))
}

export function MoreFace() {
  return (
    <>
      <Ellipsis size={20} strokeWidth={1.75} aria-hidden />
      More
    </>
  )
}
