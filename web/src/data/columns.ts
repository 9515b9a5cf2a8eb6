import { type FieldRef, parseWritten } from '@occur/client/filter'
import { eventFields, exportedEventFields } from '@occur/client/protocol'
import { headline, type ListedEvent } from './events.ts'
import { isObject, printJson, type Value } from './json.ts'

/** What can be a column: every field of an event, what the server says of it, and any path inside the attributes. */
export const eventColumns: readonly string[] = exportedEventFields

export const defaultColumns = ['timestamp', 'type', 'description', 'session_id', 'user_id']

export interface Column {
  field: string
  /** As it was dragged to; undefined for what fits the field. */
  widthPx: number | undefined
}

const widthPxMin = 56
const widthPxMax = 1600

/** Makes sense of the columns in an address: those that are none, or come twice, are left out. */
export function columnsOf(raw: unknown): string[] {
  const texts = (Array.isArray(raw) ? raw : [raw]).filter((one) => typeof one === 'string')
  const seen = new Set<string>()
  return texts.filter((text) => {
    const { field } = columnOf(text)
    return isColumn(field) && !seen.has(field) && seen.add(field)
  })
}

export function columnOf(text: string): Column {
  const [, field = text, width] = /^(.*)~(\d{1,4})$/.exec(text) ?? []
  return { field, widthPx: width === undefined ? undefined : boundedWidth(Number(width)) }
}

export function textOfColumn({ field, widthPx }: Column): string {
  return widthPx === undefined ? field : `${field}~${Math.round(widthPx)}`
}

export function boundedWidth(px: number): number {
  return Math.max(widthPxMin, Math.min(widthPxMax, px))
}

/** The columns as the address says them, or nothing where they are those of everybody. */
export function columnTexts(columns: readonly Column[]): string[] | undefined {
  const texts = columns.map(textOfColumn)
  return texts.join('\n') === defaultColumns.join('\n') ? undefined : texts
}

export function isColumn(field: string): boolean {
  return eventColumns.includes(field) || pathOf(field) !== undefined
}

/** The keys of `attributes.a."b c"`; undefined for what is no such path. */
export function pathOf(field: string): readonly string[] | undefined {
  const { name, path } = refOf(field) ?? { name: '', path: [] }
  return name === 'attributes' && path.length > 0 ? path : undefined
}

const refs = new Map<string, FieldRef | undefined>()

function refOf(field: string): FieldRef | undefined {
  if (!refs.has(field)) refs.set(field, parsedRef(field))
  return refs.get(field)
}

function parsedRef(field: string): FieldRef | undefined {
  try {
    const filter = parseWritten(`${field}:*`)
    return filter.kind === 'field' ? filter.field : undefined
  } catch {
    return undefined
  }
}

/** What an event has in a column, as it is read; null for no value. Arrays are looked through, as filters do. */
export function valueIn(event: ListedEvent, field: string): { text: string; value: Value } | null {
  const path = pathOf(field)
  const value = path
    ? at(event.attributes, path)
    : field === 'description'
      ? headline(event) || null
      : ((event as unknown as Record<string, Value | undefined>)[field] ?? null)
  if (value === null || value === undefined) return null
  return { text: shown(value), value }
}

function at(value: Value | null, path: readonly string[]): Value | null {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(value)) {
    const found = value.map((item) => at(item, path)).filter((item) => item !== null)
    return found.length > 1 ? found.flat() : (found[0] ?? null)
  }
  return isObject(value) && Object.hasOwn(value, key) ? at(value[key] ?? null, rest) : null
}

function shown(value: Value): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((item) => !isObject(item) && !Array.isArray(item))) {
    return value.map((item) => (typeof item === 'string' ? item : printJson(item, ''))).join(', ')
  }
  return printJson(value, '')
}

/** `attributes.ok` is read as `ok`. */
export function columnName(field: string): string {
  return field.startsWith('attributes.') ? field.slice('attributes.'.length) : field
}

const storageKey = 'occur-columns'

/** The columns that this browser chose last. */
export function rememberedColumns(): string[] | undefined {
  try {
    const columns = columnsOf(JSON.parse(localStorage.getItem(storageKey) ?? 'null'))
    return columns.length > 0 ? columns : undefined
  } catch {
    return undefined
  }
}

export function rememberColumns(columns: string[] | undefined): void {
  try {
    if (columns) localStorage.setItem(storageKey, JSON.stringify(columns))
    else localStorage.removeItem(storageKey)
  } catch {
    // A browser that keeps nothing has them in the address.
  }
}

/** Fields before attributes, each as an event has them. */
export const fieldsToShow: readonly string[] = [
  ...eventFields.filter((field) => field !== 'attributes'),
  'event_id',
  'received_at',
  'attributes',
]
