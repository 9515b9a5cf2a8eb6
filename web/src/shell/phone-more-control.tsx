import { Menu } from '@base-ui/react/menu'
import { useNavigate } from '@tanstack/react-router'
import { LogOut, Search } from 'lucide-react'
import { useState } from 'react'
import menu from '../parts/menu.module.css'
import styles from './phone-bar.module.css'
import { MoreFace, type PhoneMoreProps, useIsBehindMore } from './phone-more.tsx'
import { placesBehindMore } from './places.ts'
import { useSignOut } from './use-sign-out.ts'

/** The rest of the places, and what is in the account menu elsewhere. */
export function PhoneMoreControl({ onSearch }: PhoneMoreProps) {
  const navigate = useNavigate()
  const [place, setPlace] = useState<HTMLElement | null>(null)
  const signOut = useSignOut()
  const isHere = useIsBehindMore()
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.place} data-here={isHere || undefined}>
        <MoreFace />
      </Menu.Trigger>
      {/* Within the landmark of its button, not beside all of them. */}
      <div ref={setPlace} />
      <Menu.Portal container={place}>
        <Menu.Positioner sideOffset={8} align="end" className={menu.positioner}>
          <Menu.Popup className={menu.popup}>
            {placesBehindMore.map(({ to, name, Icon }) => (
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
