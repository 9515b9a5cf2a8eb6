import { useSingleKeys } from '../../data/single-keys.ts'
import styles from './session.module.css'

const keys: [string, string][] = [
  ['j k', 'next, previous'],
  ['n N', 'match'],
  ['e E', 'error'],
  ['t T', 'transfer'],
  ['Enter', 'raw event'],
  ['x', 'unfold'],
  ['+ - 0', 'zoom'],
  ['/', 'filter'],
]

/** Which keys do what here. */
export function HelpLine() {
  const [areOn] = useSingleKeys()
  if (areOn === 'off') return null
  return (
    <footer className={styles.help}>
      {keys.map(([key, does]) => (
        <span key={key}>
          {key.split(' ').map((one) => (
            <kbd key={one}>{one}</kbd>
          ))}
          {does}
        </span>
      ))}
    </footer>
  )
}
