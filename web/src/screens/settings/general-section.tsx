import { useQuery } from '@tanstack/react-query'
import { whoAmIQuery } from '../../data/queries.ts'
import { deedsOf } from '../../data/scopes.ts'
import { useSingleKeys } from '../../data/single-keys.ts'
import { type Theme, useTheme } from '../../data/theme.ts'
import { useSignOut } from '../../data/use-sign-out.ts'
import { Button } from '../../parts/button.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { ShortcutList } from '../../shell/shortcut-list.tsx'
import { Section } from './section.tsx'
import styles from './settings.module.css'

const themes: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' }

/** Who is here, and how it looks. What is chosen is kept in this browser only. */
export function GeneralSection() {
  const { data: me } = useQuery(whoAmIQuery)
  const [theme, setTheme] = useTheme()
  const [singleKeys, setSingleKeys] = useSingleKeys()
  const signOut = useSignOut()
  return (
    <Section title="General">
      <section aria-labelledby="access" className={styles.block}>
        <h2 id="access">Access</h2>
        <dl className={styles.facts}>
          <div>
            <dt>Project</dt>
            <dd>{me?.project}</dd>
          </div>
          <div>
            <dt>Signed in with</dt>
            <dd>
              <bdi>{me?.name}</bdi>
            </dd>
          </div>
          <div>
            <dt>May</dt>
            <dd>{me && deedsOf(me.scopes)}</dd>
          </div>
        </dl>
        <Button onClick={signOut}>Sign out of this browser</Button>
      </section>
      <section aria-labelledby="appearance" className={styles.block}>
        <h2 id="appearance">Appearance</h2>
        <div className={styles.choice}>
          <span>Theme</span>
          <Segmented label="Theme" value={theme} onChange={setTheme} options={themes} />
        </div>
      </section>
      <section aria-labelledby="keyboard" className={styles.block}>
        <h2 id="keyboard">Keyboard</h2>
        <div className={styles.choice}>
          <span>Keys that are a single letter or sign</span>
          <Segmented
            label="Keys that are a single letter or sign"
            value={singleKeys}
            onChange={setSingleKeys}
            options={{ on: 'On', off: 'Off' }}
          />
        </div>
        <p>
          Off for those who dictate or use a switch: then only keys with Ctrl or Cmd, arrows, Enter and Esc do anything.
        </p>
        <ShortcutList />
      </section>
      <section aria-labelledby="programs" className={styles.block}>
        <h2 id="programs">For programs</h2>
        <p>
          Everything here comes from the public API: <a href="/docs">its reference</a>,{' '}
          <a href="/openapi.json">its OpenAPI document</a>.
        </p>
      </section>
    </Section>
  )
}
