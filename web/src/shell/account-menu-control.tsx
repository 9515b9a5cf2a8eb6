import { Menu } from '@base-ui/react/menu'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { whoAmIQuery } from '../data/queries.ts'
import { type Theme, useTheme } from '../data/theme.ts'
import { useSignOut } from '../data/use-sign-out.ts'
import { MenuGroup, MenuItem, MenuKey, MenuPopup, MenuRadio, MenuSeparator } from '../parts/menu.tsx'
import { AccountFace, type AccountMenuProps } from './account-menu.tsx'
import styles from './shell.module.css'

const themes: Record<Theme, string> = { system: 'Like the system', light: 'Light', dark: 'Dark' }

/** Whose data this is, by which key, and what concerns the person rather than the data. */
export function AccountMenuControl({ onHelp }: AccountMenuProps) {
  const { data: me } = useQuery(whoAmIQuery)
  const [theme, setTheme] = useTheme()
  const navigate = useNavigate()
  const signOut = useSignOut()
  if (!me) return null
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.account}>
        <AccountFace me={me} />
      </Menu.Trigger>
      <MenuPopup align="end" offset={6} isWithin>
        <MenuGroup name="Theme">
          <Menu.RadioGroup value={theme} onValueChange={(value: Theme) => setTheme(value)}>
            {Object.entries(themes).map(([value, name]) => (
              <MenuRadio key={value} value={value}>
                {name}
              </MenuRadio>
            ))}
          </Menu.RadioGroup>
        </MenuGroup>
        <MenuSeparator />
        <MenuItem onClick={() => navigate({ to: '/settings' })}>Settings</MenuItem>
        <MenuItem onClick={onHelp}>
          Keyboard shortcuts
          <MenuKey>?</MenuKey>
        </MenuItem>
        <MenuItem onClick={() => window.open('/docs', '_blank', 'noopener')}>API reference</MenuItem>
        <MenuSeparator />
        <MenuItem onClick={signOut}>Sign out</MenuItem>
      </MenuPopup>
    </Menu.Root>
  )
}
