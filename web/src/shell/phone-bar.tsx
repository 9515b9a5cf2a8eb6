import { Link } from '@tanstack/react-router'
import styles from './phone-bar.module.css'
import { PhoneMore } from './phone-more.tsx'
import { places, placesOfPhone } from './places.ts'

/** Where the thumb is: the places one goes to most, and the rest behind More. */
export function PhoneBar({ onSearch }: { onSearch: () => void }) {
  return (
    <nav aria-label="Main" className={styles.bar}>
      {places
        .filter(({ to }) => placesOfPhone.has(to))
        .map(({ to, name, Icon }) => (
          <Link key={to} to={to} className={styles.place}>
            <Icon size={20} strokeWidth={1.75} aria-hidden />
            {name}
          </Link>
        ))}
      <PhoneMore onSearch={onSearch} />
    </nav>
  )
}
