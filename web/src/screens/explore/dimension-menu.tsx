import { Menu } from '@base-ui/react/menu'
import { useQuery } from '@tanstack/react-query'
import { Check, ChevronDown } from 'lucide-react'
import { columnName } from '../../data/columns.ts'
import { facetsQuery } from '../../data/facets.ts'
import menu from '../../parts/menu.module.css'
import styles from './dimension-menu.module.css'
import type { Explore } from './use-explore.ts'

const fields = ['type', 'category', 'source', 'source_id', 'agent', 'user_id', 'conversation_id', 'session_id']
const pathCountMax = 30

/** What the histogram is divided by. */
export function DimensionMenu({ explore, by }: { explore: Explore; by: string | undefined }) {
  const { data } = useQuery(facetsQuery(explore.search))
  const paths = (data?.attributes?.paths ?? []).slice(0, pathCountMax).map(({ path }) => path)
  const others = by !== undefined && !fields.includes(by) && !paths.includes(by) ? [by] : []
  const item = (field: string | undefined, name: string) => (
    <Menu.Item
      key={name}
      className={menu.item}
      onClick={() => explore.divideBy(field === 'type' ? undefined : (field ?? 'none'))}
    >
      <bdi className={field?.startsWith('attributes.') ? 'mono' : undefined}>{name}</bdi>
      {by === field && <Check size={14} aria-label="chosen" className={menu.mark} />}
    </Menu.Item>
  )
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.trigger}>
        {by !== undefined && (
          <span className={styles.quiet}>
            <span className="sr-only">Divided </span>by
          </span>
        )}
        <bdi>{by === undefined ? 'All events' : columnName(by)}</bdi>
        <ChevronDown size={12} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menu.positioner} sideOffset={4} align="start">
          <Menu.Popup className={menu.popup}>
            {item(undefined, 'All events')}
            <div className={menu.separator} />
            {[...fields, ...others].map((field) => item(field, columnName(field)))}
            {paths.length > 0 && (
              <Menu.Group>
                <Menu.GroupLabel className={menu.label}>Attributes</Menu.GroupLabel>
                {paths.map((path) => item(path, columnName(path)))}
              </Menu.Group>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
