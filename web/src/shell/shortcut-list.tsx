import { Fragment } from 'react'
import { type ShortcutGroup, shortcutGroups } from '../data/shortcuts.ts'
import { places } from './places.ts'
import styles from './shortcut-list.module.css'
import { commandKey } from './use-command-key.ts'

const { everywhere, ...ofPlaces } = shortcutGroups
const withCommandKey: ShortcutGroup = { ...everywhere, keys: [[commandKey, 'Search or go to'], ...everywhere.keys] }

const goTo: ShortcutGroup = { name: 'Go to', keys: places.map(({ key, name }) => [`g ${key}`, name] as const) }

const groups: readonly ShortcutGroup[] = [withCommandKey, goTo, ...Object.values(ofPlaces)]

/** Every key that does something, by where it does. */
export function ShortcutList() {
  return (
    <div className={styles.groups}>
      {groups.map(({ name, keys }) => (
        <section key={name} aria-label={name}>
          <h3>{name}</h3>
          <dl>
            {keys.map(([combination, does]) => (
              <div key={combination}>
                <dt>
                  {combination.split(' ').map((key, index) => (
                    <Fragment key={key}>
                      {index > 0 && ' '}
                      <kbd>{key}</kbd>
                    </Fragment>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
