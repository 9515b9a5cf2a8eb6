import { eventFields, serverFields } from '@occur/client/protocol'
import { prefixMark, unprefixed } from '../../event/spreadsheet.ts'
import { CommandFailure } from '../exit-codes.ts'

/** What a column of a table is to an event. */
export type Column =
  | { kind: 'field'; name: string }
  | { kind: 'attributes' }
  | { kind: 'attribute'; name: string }
  /** Says something of the others, and holds nothing. */
  | { kind: 'mark' }

/** Also what only the server knows, so that what `list --csv` wrote can be read; the server makes its own of them. */
const textFields: readonly string[] = [...eventFields.filter((field) => field !== 'attributes'), ...serverFields]

/** What columns with these names hold. Throws a sentence when no event can be made of them. */
export function columnsOf(header: readonly string[]): Column[] {
  const names = header.map((name) => name.trim())
  const columns = names.map(columnOf)
  const unknown = names.filter((_, index) => columns[index] === undefined)
  if (unknown.length > 0) {
    throw new CommandFailure(
      `These columns are no fields of an event: ${unknown.map((name) => JSON.stringify(name)).join(', ')}. ` +
        `Fields are ${[...textFields, 'attributes'].join(', ')}; anything else can be called attributes.NAME`,
    )
  }
  const twice = names.filter((name, index) => names.indexOf(name) !== index)
  if (twice.length > 0) throw new CommandFailure(`There is the column ${JSON.stringify(twice[0])} twice`)
  if (!names.includes('timestamp')) {
    throw new CommandFailure('There is no column "timestamp", which every event needs')
  }
  return columns as Column[]
}

function columnOf(name: string): Column | undefined {
  // A spreadsheet that takes the ' away takes it from all cells, this one too.
  if (name === prefixMark || name === unprefixed(prefixMark)) return { kind: 'mark' }
  if (name === 'attributes') return { kind: 'attributes' }
  if (textFields.includes(name)) return { kind: 'field', name }
  const attribute = /^attributes\.(.+)$/.exec(name)?.[1]
  return attribute === undefined ? undefined : { kind: 'attribute', name: attribute }
}

/** The event that a row is, as JSON on one line. */
export function eventText(columns: readonly Column[], cells: readonly (string | null)[]): string {
  const fields = new Map<string, string>()
  const single: [name: string, value: string][] = []
  let attributes: string | undefined
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? null
    // No JSON has no characters, so for attributes that is no value too.
    if (cell === null || column.kind === 'mark' || (cell === '' && column.kind === 'attributes')) continue
    if (column.kind === 'field') fields.set(column.name, cell)
    else if (column.kind === 'attribute') single.push([column.name, cell])
    else attributes = cell
  }
  const members = textFields.flatMap((name) => {
    const value = fields.get(name)
    return value === undefined ? [] : [`${JSON.stringify(name)}:${JSON.stringify(value)}`]
  })
  const all = attributesText(attributes, single)
  if (all !== undefined) members.push(`"attributes":${all}`)
  return `{${members.join(',')}}`
}

/**
 * The JSON of the cell as it stands there, with the single attributes added to it. What is not JSON becomes a string,
 * which the server refuses with a reason; pasted in as it is, it could end the event early.
 */
function attributesText(json: string | undefined, single: readonly [string, string][]): string | undefined {
  const added = single
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
  if (json === undefined) return added.length === 0 ? undefined : `{${added.join(',')}}`
  const text = json.trim().replace(/[\r\n]/g, '\t')
  const value = parsed(text)
  if (value === undefined) return JSON.stringify(json)
  if (added.length === 0 || value === null || typeof value !== 'object' || Array.isArray(value)) return text
  const inner = text.slice(1, -1)
  return `{${inner}${inner.trim() === '' ? '' : ','}${added.join(',')}}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
