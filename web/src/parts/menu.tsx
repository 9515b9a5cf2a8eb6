import { Menu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { type ComponentProps, type ReactNode, useState } from 'react'
import styles from './menu.module.css'

interface MenuPopupProps {
  align?: 'start' | 'end'
  /** Distance from the trigger, in pixels. */
  offset?: number
  /** In the landmark of its trigger, not beside all of them: for what stands outside of the content. */
  isWithin?: boolean
  children: ReactNode
}

/** What opens at the trigger of a `Menu.Root`, beside which it stands. */
export function MenuPopup({ align = 'start', offset = 4, isWithin = false, children }: MenuPopupProps) {
  const [place, setPlace] = useState<HTMLElement | null>(null)
  return (
    <>
      {isWithin && <div ref={setPlace} />}
      <Menu.Portal container={isWithin ? place : undefined}>
        <Menu.Positioner sideOffset={offset} align={align} className={styles.positioner}>
          <Menu.Popup className={styles.popup}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </>
  )
}

export function MenuItem(props: Omit<ComponentProps<typeof Menu.Item>, 'className'>) {
  return <Menu.Item {...props} className={styles.item} />
}

/** One that leads to a file: the browser keeps it. */
export function MenuDownload({ href, children }: { href: string; children: ReactNode }) {
  return <MenuItem render={<a href={href} download />}>{children}</MenuItem>
}

export function MenuCheckbox({
  children,
  ...props
}: Omit<ComponentProps<typeof Menu.CheckboxItem>, 'className'> & { children: ReactNode }) {
  return (
    <Menu.CheckboxItem {...props} className={styles.item}>
      {children}
      <Menu.CheckboxItemIndicator className={styles.mark}>
        <Check size={14} aria-hidden />
      </Menu.CheckboxItemIndicator>
    </Menu.CheckboxItem>
  )
}

export function MenuRadio({ value, children }: { value: string; children: ReactNode }) {
  return (
    <Menu.RadioItem value={value} className={styles.item}>
      {children}
      <Menu.RadioItemIndicator className={styles.mark}>
        <Check size={14} aria-hidden />
      </Menu.RadioItemIndicator>
    </Menu.RadioItem>
  )
}

/** Items that belong together, under their name. */
export function MenuGroup({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className={styles.label}>{name}</Menu.GroupLabel>
      {children}
    </Menu.Group>
  )
}

export function MenuSeparator() {
  return <Menu.Separator className={styles.separator} />
}

/** At the end of an item: the key that does the same. */
export function MenuKey({ children }: { children: string }) {
  return <kbd className={styles.keys}>{children}</kbd>
}
