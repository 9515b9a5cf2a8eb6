import { Menu } from '@base-ui/react/menu'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import { Ellipsis, LogOut, Search } from 'lucide-react'
import menu from '../parts/menu.module.css'
import styles from './phone-bar.module.css'
import { places, placesOfPhone } from './places.ts'
import { useSignOut } from './use-sign-out.ts'

const others = places.filter(({ to }) => !placesOfPhone.has(to))

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
      <More onSearch={onSearch} />
    </nav>
  )
}

function More({ onSearch }: { onSearch: () => void }) {
  const navigate = useNavigate()
  const signOut = useSignOut()
  const { pathname } = useLocation()
  const here = others.find(({ to }) => pathname.startsWith(to))
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.place} data-here={here !== undefined || undefined}>
        <Ellipsis size={20} strokeWidth={1.75} aria-hidden />
        More
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={8} align="end" className={menu.positioner}>
          <Menu.Popup className={menu.popup}>
            {others.map(({ to, name, Icon }) => (
              <Menu.Item key={to} className={menu.item} onClick={() => navigate({ to })}>
                <Icon size={16} strokeWidth={1.75} aria-hidden />
                {name}
              </Menu.Item>
            ))}
            <Menu.Separator className={menu.separator} />
            <Menu.Item className={menu.item} onClick={onSearch}>
              <Search size={16} strokeWidth={1.75} aria-hidden />
              Search or go to…
            </Menu.Item>
            <Menu.Item className={menu.item} onClick={signOut}>
              <LogOut size={16} strokeWidth={1.75} aria-hidden />
              Sign out
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
