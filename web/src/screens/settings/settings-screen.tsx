import { Link, Outlet } from '@tanstack/react-router'
import { settingsSections } from './sections.ts'
import styles from './settings.module.css'

/** The frame of all settings: which there are, and the one that is open. */
export function SettingsScreen() {
  return (
    <div className={styles.frame}>
      <nav aria-label="Settings" className={styles.sections}>
        <p className={styles.title} aria-hidden>
          Settings
        </p>
        {settingsSections.map(({ to, name, Icon }) => (
          <Link key={to} to={to} className={styles.section}>
            <Icon size={16} strokeWidth={1.75} aria-hidden />
            {name}
          </Link>
        ))}
      </nav>
      <Outlet />
    </div>
  )
}
