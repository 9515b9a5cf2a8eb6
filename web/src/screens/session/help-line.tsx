import { type ShortcutGroup, shortcutGroups } from '../../data/shortcuts.ts'
import { useSingleKeys } from '../../data/single-keys.ts'
import styles from './session.module.css'

/** Which keys do what here. */
export function HelpLine() {
  const [areOn] = useSingleKeys()
  if (areOn === 'off') return null
  const { keys }: ShortcutGroup = shortcutGroups.session
  return (
    <footer className={styles.help}>
      {[...keys, ['/', '', 'filter'] as const].map(
        ([key, , does]) =>
          does && (
            <span key={key}>
              {key.split(' ').map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
              {does}
            </span>
          ),
      )}
    </footer>
  )
}
