import { Menu } from '@base-ui/react/menu'
import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { columnName } from '../../data/columns.ts'
import { eventFacetsQuery } from '../../data/event-facets.ts'
import menu from '../../parts/menu.module.css'
import { MenuGroup, MenuItem, MenuPopup, MenuSeparator } from '../../parts/menu.tsx'
import styles from './dimension-menu.module.css'
import { DimensionFace, type DimensionMenuProps } from './dimension-menu.tsx'

const fields = ['type', 'category', 'source', 'source_id', 'agent', 'user_id', 'conversation_id', 'session_id']
const pathCountMax = 30

/** What the histogram is divided by. */
export function DimensionControl({ explore, by }: DimensionMenuProps) {
  const { data } = useQuery(eventFacetsQuery(explore.search))
  const paths = (data?.attributes?.paths ?? []).slice(0, pathCountMax).map(({ path }) => path)
  const others = by !== undefined && !fields.includes(by) && !paths.includes(by) ? [by] : []
  const item = (field: string | undefined, name: string) => (
    <MenuItem key={name} onClick={() => explore.divideBy(field === 'type' ? undefined : (field ?? 'none'))}>
      <bdi className={field?.startsWith('attributes.') ? 'mono' : undefined}>{name}</bdi>
      {by === field && <Check size={14} aria-label="chosen" className={menu.mark} />}
    </MenuItem>
  )
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.trigger}>
        <DimensionFace by={by} />
      </Menu.Trigger>
      <MenuPopup>
        {item(undefined, 'All events')}
        <MenuSeparator />
        {[...fields, ...others].map((field) => item(field, columnName(field)))}
        {paths.length > 0 && (
          <MenuGroup name="Attributes">{paths.map((path) => item(path, columnName(path)))}</MenuGroup>
        )}
      </MenuPopup>
    </Menu.Root>
  )
}
