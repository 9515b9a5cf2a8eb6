import { ChevronRight } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { ExactNumber, embeddedJson, isObject, printJson, type Value } from '../data/json.ts'
import styles from './json-tree.module.css'
import { ScrollRegion } from './scroll-region.tsx'

/** What can be done with a value: beside it. The path leaves places in lists out, as filters do. */
type ActionsOf = (path: readonly string[], value: Value) => ReactNode

/** JSON that opens and closes. */
export function JsonTree({ value, actionsOf }: { value: Value; actionsOf?: ActionsOf | undefined }) {
  if (!isBranch(value)) {
    return (
      <div className={styles.tree}>
        <Leaf value={value} />
      </div>
    )
  }
  return (
    <div className={styles.tree}>
      <Entries value={value} path={[]} depth={0} actionsOf={actionsOf} />
    </div>
  )
}

/** So many entries at once: the rest comes when asked for. */
const entriesCountMax = 100
const openDepthMax = 2
const openEntriesMax = 24

function Entries({
  value,
  path,
  depth,
  actionsOf,
}: {
  value: Branch
  path: readonly string[]
  /** How far inside: the outermost entries are at 1. */
  depth: number
  actionsOf: ActionsOf | undefined
}) {
  const [countMax, setCountMax] = useState(entriesCountMax)
  const entries = Object.entries(value)
  const pathOf = (key: string) => (Array.isArray(value) ? path : [...path, key])
  if (entries.length === 0) return <span className={styles.quiet}>{Array.isArray(value) ? 'empty list' : 'empty'}</span>
  return (
    <ul className={styles.entries}>
      {entries.slice(0, countMax).map(([key, item]) => (
        <Entry key={key} name={key} value={item} path={pathOf(key)} depth={depth + 1} actionsOf={actionsOf} />
      ))}
      {entries.length > countMax && (
        <li>
          <button type="button" className={styles.more} onClick={() => setCountMax(countMax + 1000)}>
            Show {Math.min(1000, entries.length - countMax)} more of {entries.length}
          </button>
        </li>
      )}
    </ul>
  )
}

function Entry({
  name,
  value,
  path,
  depth,
  actionsOf,
}: {
  name: string
  value: Value
  path: readonly string[]
  /** How far inside: the outermost entries are at 1. */
  depth: number
  actionsOf: ActionsOf | undefined
}) {
  const embedded = typeof value === 'string' ? embeddedJson(value) : undefined
  const branch = embedded ?? (isBranch(value) ? value : undefined)
  if (!branch || sizeOf(branch) === 0) {
    return (
      <li className={styles.entry} data-value-line>
        <span className={styles.key}>{name}</span>
        {branch ? <span className={styles.quiet}>{Array.isArray(branch) ? '[]' : '{}'}</span> : <Leaf value={value} />}
        {!branch && actionsOf?.(path, value)}
      </li>
    )
  }
  return (
    <BranchEntry
      name={name}
      value={branch}
      path={path}
      depth={depth}
      actionsOf={embedded ? undefined : actionsOf}
      isText={embedded !== undefined}
    />
  )
}

function BranchEntry({
  name,
  value,
  path,
  depth,
  actionsOf,
  isText,
}: {
  name: string
  value: Branch
  path: readonly string[]
  /** How far inside: the outermost entries are at 1. */
  depth: number
  actionsOf: ActionsOf | undefined
  isText: boolean
}) {
  const [isOpen, setOpen] = useState(depth < openDepthMax && sizeOf(value) <= openEntriesMax)
  return (
    <li className={styles.branch}>
      <button type="button" className={styles.toggle} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <ChevronRight size={12} aria-hidden className={styles.chevron} />
        <span className={styles.key}>{name}</span>
        <span className={styles.summary}>{isOpen ? sizeText(value) : preview(value)}</span>
        {isText && (
          <span className={styles.tag} title="It was sent as a text that holds JSON">
            text
          </span>
        )}
      </button>
      {isOpen && <Entries value={value} path={path} depth={depth} actionsOf={actionsOf} />}
    </li>
  )
}

const textLengthMax = 600

function Leaf({ value }: { value: Value }) {
  const [isWhole, setWhole] = useState(false)
  if (typeof value !== 'string')
    return (
      <span className={styles.leaf} data-is={kindOfLeaf(value)}>
        {printJson(value, '')}
      </span>
    )
  const isLong = value.length > textLengthMax
  // What comes after it must not be a thousand lines away.
  if (isLong && isWhole)
    return (
      <ScrollRegion label="All of the text" className={`${styles.leaf} ${styles.whole}`}>
        <bdi>{value}</bdi>
      </ScrollRegion>
    )
  return (
    <span className={styles.leaf} data-is="text">
      {value === '' ? <span className={styles.quiet}>empty text</span> : <bdi>{value.slice(0, textLengthMax)}</bdi>}
      {isLong && (
        <button type="button" className={styles.more} onClick={() => setWhole(true)}>
          … show all {value.length.toLocaleString('en')} characters
        </button>
      )}
    </span>
  )
}

type Branch = Value[] | { [key: string]: Value }

function isBranch(value: Value): value is Branch {
  return Array.isArray(value) || isObject(value)
}

function sizeOf(value: Branch): number {
  return Object.keys(value).length
}

function sizeText(value: Branch): string {
  const size = sizeOf(value)
  return Array.isArray(value) ? `${size} ${size === 1 ? 'item' : 'items'}` : ''
}

function preview(value: Branch): string {
  if (Array.isArray(value)) return sizeText(value)
  const keys = Object.keys(value)
  return `{ ${keys.slice(0, 4).join(', ')}${keys.length > 4 ? ', …' : ''} }`
}

function kindOfLeaf(value: Value): string {
  return value === null ? 'null' : value instanceof ExactNumber ? 'number' : typeof value
}
