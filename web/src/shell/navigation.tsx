import { Link } from '@tanstack/react-router'
import { placeGroups } from './places.ts'
import styles from './shell.module.css'

/** The places, by what one does there. */
export function Navigation() {
  return (
    <nav aria-label="Main" className={styles.nav}>
      {placeGroups.map((group) => (
        <ul key={group[0].to} className={styles.group}>
          {group.map(({ to, name, Icon, about }) => (
            <li key={to}>
              <Link to={to} className={styles.place} title={`${name}: ${about}`}>
                <Icon size={16} strokeWidth={1.75} aria-hidden />
                <span className={styles.placeName}>{name}</span>
              </Link>
            </li>
          ))}
        </ul>
      ))}
    </nav>
  )
}
