import type { Scope } from '@occur/client/protocol'
import { useQuery } from '@tanstack/react-query'
import { whoAmIQuery } from '../../data/queries.ts'
import { useSingleKeys } from '../../data/single-keys.ts'
import { type Theme, useTheme } from '../../data/theme.ts'
import { Button } from '../../parts/button.tsx'
import { Page } from '../../parts/page.tsx'
import { ScrollRegion } from '../../parts/scroll-region.tsx'
import { Segmented } from '../../parts/segmented.tsx'
import { useSignOut } from '../../shell/use-sign-out.ts'
import styles from './settings.module.css'

const themes: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' }

const scopeWords: Record<Scope, string> = { ingest: 'send events', read: 'read', admin: 'do everything' }

const keys: [string, string][] = [
  ['j / k', 'Next, previous row'],
  ['Enter', 'Open the row'],
  ['Esc', 'Close what is open'],
  ['/', 'Search'],
  ['p', 'Pause or resume the live feed'],
  ['g', 'Back to the newest event of the live feed'],
  ['x', 'Unfold or fold a tool call of a session'],
]

/** Who is here, and how it looks. */
export function SettingsScreen() {
  const { data: me } = useQuery(whoAmIQuery)
  const [theme, setTheme] = useTheme()
  const [singleKeys, setSingleKeys] = useSingleKeys()
  const signOut = useSignOut()
  return (
    <Page title="Settings">
      <ScrollRegion label="Settings">
        <div className={styles.column}>
          <section aria-labelledby="access">
            <h2 id="access">Access</h2>
            <dl>
              <div>
                <dt>Project</dt>
                <dd>{me?.project}</dd>
              </div>
              <div>
                <dt>Signed in with</dt>
                <dd>{me?.name}</dd>
              </div>
              <div>
                <dt>May</dt>
                <dd>{me?.scopes.map((scope) => scopeWords[scope]).join(', ')}</dd>
              </div>
            </dl>
            <p>
              Keys are made, listed and revoked with <code>npx occur keys</code>.
            </p>
            <Button onClick={signOut}>Sign out of this browser</Button>
          </section>
          <section aria-labelledby="appearance">
            <h2 id="appearance">Appearance</h2>
            <Segmented label="Theme" value={theme} onChange={setTheme} options={themes} />
          </section>
          <section aria-labelledby="keyboard">
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
            <dl>
              {keys.map(([key, does]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
          <section aria-labelledby="about">
            <h2 id="about">For programs</h2>
            <p>
              Everything here comes from the public API: <a href="/docs">its reference</a>,{' '}
              <a href="/openapi.json">its OpenAPI document</a>.
            </p>
          </section>
        </div>
      </ScrollRegion>
    </Page>
  )
}
