import { Menu } from '@base-ui/react/menu'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { whoAmIQuery } from '../data/queries.ts'
import { type Theme, useTheme } from '../data/theme.ts'
import menu from '../parts/menu.module.css'
import { AccountFace, type AccountMenuProps } from './account-menu.tsx'
import styles from './shell.module.css'
import { useSignOut } from './use-sign-out.ts'

const themes: Record<Theme, string> = { system: 'Like the system', light: 'Light', dark: 'Dark' }

/** Whose data this is, by which key, and what concerns the person rather than the data. */
export function AccountMenuControl({ onHelp }: AccountMenuProps) {
  const { data: me } = useQuery(whoAmIQuery)
  const [theme, setTheme] = useTheme()
  const navigate = useNavigate()
  const [place, setPlace] = useState<HTMLElement | null>(null)
  const signOut = useSignOut()
  if (!me) return null
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.account}>
        <AccountFace me={me} />
      </Menu.Trigger>
      {/* Within the landmark of its button, not beside all of them. */}
      <div ref={setPlace} />
      <Menu.Portal container={place}>
        <Menu.Positioner sideOffset={6} align="end" className={menu.positioner}>
          <Menu.Popup className={menu.popup}>
            <Menu.Group>
              <Menu.GroupLabel className={menu.label}>Theme</Menu.GroupLabel>
              <Menu.RadioGroup value={theme} onValueChange={(value: Theme) => setTheme(value)}>
                {Object.entries(themes).map(([value, name]) => (
                  <Menu.RadioItem key={value} value={value} className={menu.item}>
                    {name}
                    <Menu.RadioItemIndicator className={menu.mark}>
                      <Check size={14} aria-hidden />
                    </Menu.RadioItemIndicator>
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            </Menu.Group>
            <Menu.Separator className={menu.separator} />
            <Menu.Item className={menu.item} onClick={() => navigate({ to: '/settings' })}>
              Settings
            </Menu.Item>
            <Menu.Item className={menu.item} onClick={onHelp}>
              Keyboard shortcuts
              <kbd className={menu.keys}>?</kbd>
            </Menu.Item>
            <Menu.Item className={menu.item} onClick={() => window.open('/docs', '_blank', 'noopener')}>
              API reference
            </Menu.Item>
            <Menu.Separator className={menu.separator} />
            <Menu.Item className={menu.item} onClick={signOut}>
              Sign out
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
