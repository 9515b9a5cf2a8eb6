import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useAtLeisure } from '../parts/at-leisure.tsx'
import { lazyPart } from '../parts/lazy-part.ts'
import { useMedia } from '../parts/use-media.ts'
import { useShortcuts } from '../parts/use-shortcuts.ts'
import { AccountMenu } from './account-menu.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { Mark } from './mark.tsx'
import { Navigation } from './navigation.tsx'
import { loadPalette, Palette } from './palette/palette.tsx'
import { PhoneBar } from './phone-bar.tsx'
import styles from './shell.module.css'
import { commandKey, useCommandKey } from './use-command-key.ts'
import { useGoKeys } from './use-go-keys.ts'

const HelpSheet = lazyPart(() => import('./help-sheet.tsx'))

/** What stands around every screen. */
export function Shell() {
  const [over, setOver] = useState<'palette' | 'help'>()
  useAtLeisure(loadPalette)
  const isPhone = useMedia('(max-width: 48rem)')
  useGoKeys()
  useCommandKey(() => setOver('palette'))
  useShortcuts('everywhere', { '?': () => setOver('help') })
  const openPalette = () => setOver('palette')
  const openHelp = () => setOver('help')
  const close = () => setOver(undefined)
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      {!isPhone && (
        <header className={styles.side}>
          <Link to="/" className={styles.brand} aria-label="Occur, home">
            <Mark />
            <span className={styles.brandName}>Occur</span>
          </Link>
          <button type="button" className={styles.search} onClick={openPalette}>
            <Search size={14} aria-hidden />
            <span className={styles.searchText}>Search or go to…</span>
            <kbd aria-hidden>{commandKey}</kbd>
          </button>
          <Navigation />
          <AccountMenu onHelp={openHelp} />
        </header>
      )}
      <Main />
      {isPhone && <PhoneBar onSearch={openPalette} />}
      <ConnectionBanner />
      {over === 'palette' && <Palette onClose={close} onHelp={openHelp} />}
      <Suspense>{over === 'help' && <HelpSheet onClose={close} />}</Suspense>
    </div>
  )
}

/**
 * A new screen gets the focus, so that keyboard and screen reader start where the eye does: once it stands there, for what led to it
 * may give the focus back to something that then goes away.
 */
function Main() {
  const main = useRef<HTMLElement>(null)
  const pathname = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname })
  const before = useRef(pathname)
  useEffect(() => {
    const isNew = before.current !== undefined && before.current !== pathname
    // What was opened over the page meanwhile keeps it.
    if (isNew && !document.activeElement?.closest('[role=dialog]')) main.current?.focus({ preventScroll: true })
    before.current = pathname
  }, [pathname])
  return (
    <main id="main" ref={main} tabIndex={-1} className={styles.main}>
      <Outlet />
    </main>
  )
}
