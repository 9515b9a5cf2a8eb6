import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { ChartNoAxesColumn, Layers, LayoutDashboard, MessagesSquare, Radio, Rows3, Settings2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { AccountMenu } from './account-menu.tsx'
import { Mark } from './mark.tsx'
import styles from './shell.module.css'

const places = [
  { to: '/live', name: 'Live', Icon: Radio },
  { to: '/events', name: 'Events', Icon: Rows3 },
  { to: '/sessions', name: 'Sessions', Icon: MessagesSquare },
  { to: '/conversations', name: 'Conversations', Icon: Layers },
  { to: '/dashboard', name: 'Dashboard', Icon: LayoutDashboard },
  { to: '/insights', name: 'Insights', Icon: ChartNoAxesColumn },
  { to: '/settings', name: 'Settings', Icon: Settings2 },
] as const

/** What stands around every screen. */
export function Shell() {
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <header className={styles.side}>
        <Link to="/live" className={styles.brand} aria-label="Occur, home">
          <Mark />
          <span className={styles.brandName}>Occur</span>
        </Link>
        <nav aria-label="Main" className={styles.nav}>
          {places.map(({ to, name, Icon }) => (
            <Link key={to} to={to} className={styles.place} title={name}>
              <Icon size={16} strokeWidth={1.75} aria-hidden />
              <span className={styles.placeName}>{name}</span>
            </Link>
          ))}
        </nav>
        <AccountMenu />
      </header>
      <Main />
    </div>
  )
}

/** A new screen gets the focus, so that keyboard and screen reader start where the eye does. */
function Main() {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current !== pathname) main.current?.focus({ preventScroll: true })
    before.current = pathname
  }, [pathname])
  return (
    <main id="main" ref={main} tabIndex={-1} className={styles.main}>
      <Outlet />
    </main>
  )
}
