import { Menu } from '@base-ui/react/menu'
import type { PathNode } from '@occur/client/protocol'
import { useNavigate } from '@tanstack/react-router'
import { countOf, formatCount } from '../../data/format.ts'
import type { InsightSearch } from '../../data/insight-search.ts'
import { formatShare } from '../../data/measure-words.ts'
import type { Search } from '../../data/search.ts'
import { MenuItem, MenuPopup, MenuSeparator } from '../menu.tsx'
import styles from './flow-diagram.module.css'
import type { PlacedNode } from './flow-layout.ts'

/** What can be done with a node. */
export interface NodeActions {
  /** The filter for events that are called so. */
  filterOf: (value: string | null) => string | undefined
  /** Where such events are listed. */
  searchOf: (value: string | null) => Search
  onChange: ((change: Partial<InsightSearch>) => void) | undefined
}

interface FlowNodeProps {
  node: PathNode
  place: PlacedNode
  /** Of its column, as a part of the whole. */
  width: number
  total: number
  actions: NodeActions
  onActive: (isActive: boolean) => void
}

export function FlowNode({ node, place, width, total, actions, onActive }: FlowNodeProps) {
  const { value, count, ended, depth, is_rest } = node
  const style = { left: `${place.left * 100}%`, top: place.top, width: `${width * 100}%` }
  const watch = {
    onPointerEnter: () => onActive(true),
    onPointerLeave: () => onActive(false),
    onFocus: () => onActive(true),
    onBlur: () => onActive(false),
  }
  const content = (
    <>
      <i
        className={styles.block}
        style={{ height: place.height }}
        data-start={depth === 0 || undefined}
        data-rest={is_rest || undefined}
      >
        {ended > 0 && <i style={{ height: place.endedHeight }} />}
      </i>
      <span className={styles.name}>{nameOf(node)}</span>
      <span className={styles.count}>
        {formatCount(count)}
        <em> · {formatShare(total > 0 ? count / total : null)}</em>
        {ended > 0 && <em title={`${countOf(ended, 'path')} end here`}> · {formatCount(ended)} end</em>}
      </span>
    </>
  )
  if (is_rest) {
    return (
      <div className={styles.node} style={style} {...watch}>
        {content}
      </div>
    )
  }
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.node} style={style} title={value ?? undefined} {...watch}>
        {content}
      </Menu.Trigger>
      <NodeMenu value={value} actions={actions} />
    </Menu.Root>
  )
}

function NodeMenu({
  value,
  actions: { filterOf, searchOf, onChange },
}: {
  value: string | null
  actions: NodeActions
}) {
  const navigate = useNavigate()
  const start = filterOf(value)
  return (
    <MenuPopup>
      {onChange && (
        <>
          <MenuItem onClick={() => onChange({ start, direction: undefined })}>Paths from here</MenuItem>
          <MenuItem onClick={() => onChange({ start, direction: 'before' })}>Paths to here</MenuItem>
          <MenuSeparator />
        </>
      )}
      <MenuItem onClick={() => void navigate({ to: '/explore', search: searchOf(value) })}>All such events</MenuItem>
      <MenuItem onClick={() => void navigate({ to: '/sessions', search: searchOf(value) })}>
        All sessions with such an event
      </MenuItem>
    </MenuPopup>
  )
}

export function nameOf({ value, is_rest }: Pick<PathNode, 'value' | 'is_rest'>) {
  if (is_rest) return <em>all others</em>
  return value === null ? <em>none</em> : value === '' ? <em>empty</em> : <bdi>{value}</bdi>
}
