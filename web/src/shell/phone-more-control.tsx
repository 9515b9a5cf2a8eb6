import { Menu } from '@base-ui/react/menu'
import { useNavigate } from '@tanstack/react-router'
import { LogOut, Search } from 'lucide-react'
import { useSignOut } from '../data/use-sign-out.ts'
import { MenuItem, MenuPopup, MenuSeparator } from '../parts/menu.tsx'
import styles from './phone-bar.module.css'
import { MoreFace, type PhoneMoreProps, useIsBehindMore } from './phone-more.tsx'
import { placesBehindMore } from './places.ts'

/** The rest of the places, and what is in the account menu elsewhere. */
export function PhoneMoreControl({ onSearch }: PhoneMoreProps) {
  const navigate = useNavigate()
  const signOut = useSignOut()
  const isHere = useIsBehindMore()
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.place} data-here={isHere || undefined}>
        <MoreFace />
      </Menu.Trigger>
      <MenuPopup align="end" offset={8} isWithin>
        {placesBehindMore.map(({ to, name, Icon }) => (
          <MenuItem key={to} onClick={() => navigate({ to })}>
            <Icon size={16} strokeWidth={1.75} aria-hidden />
            {name}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem onClick={onSearch}>
          <Search size={16} strokeWidth={1.75} aria-hidden />
          Search or go to…
        </MenuItem>
        <MenuItem onClick={signOut}>
          <LogOut size={16} strokeWidth={1.75} aria-hidden />
          Sign out
        </MenuItem>
      </MenuPopup>
    </Menu.Root>
  )
}
