import type { Output } from '../surroundings.ts'
import { cut, displayWidth } from './display-width.ts'
import { harmless } from './harmless.ts'
import type { Paint } from './paint.ts'

export interface Column<Row> {
  title: string
  text: (row: Row) => string
  align?: 'right'
  /** How far it may be cut on a narrow terminal; see `columnsMinDefault`. */
  columnsMin?: number
  paint?: (text: string, row: Row) => string
}

const gap = '  '
const columnsMinDefault = 6

/** A table of the rows: fitted to the terminal, or whole where it goes into a pipe or a file. */
export function tableText<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  output: Pick<Output, 'isTerminal' | 'columns'>,
  paint: Paint,
  { hasHeader = true } = {},
): string {
  const cells = rows.map((row) => columns.map((column) => harmless(column.text(row))))
  const natural = columns.map(({ title }, index) =>
    Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[index] as string))),
  )
  const mins = columns.map(({ columnsMin = columnsMinDefault }) => columnsMin)
  const widths = output.isTerminal ? fitted(natural, output.columns(), mins) : natural
  const line = (texts: readonly string[], painted: (text: string, index: number) => string) =>
    texts
      .map((text, index) => {
        const fitting = cut(text, widths[index] as number)
        const space = ' '.repeat((widths[index] as number) - displayWidth(fitting))
        const shown = painted(fitting, index)
        return columns[index]?.align === 'right' ? space + shown : shown + space
      })
      .join(gap)
      .trimEnd()
  const header = line(
    columns.map(({ title }) => title),
    (text) => paint.bold(text),
  )
  const lines = cells.map((texts, row) =>
    line(texts, (text, index) => columns[index]?.paint?.(text, rows[row] as Row) ?? text),
  )
  return `${[...(hasHeader ? [header] : []), ...lines].join('\n')}\n`
}

/** Takes from the widest columns first, and from none more than it can spare, however narrow the terminal. */
export function fitted(natural: readonly number[], columnsMax: number, mins: readonly number[]): number[] {
  const widths = [...natural]
  let excess = widths.reduce((sum, width) => sum + width, 0) + gap.length * (widths.length - 1) - columnsMax
  while (excess > 0) {
    const spare = widths.map((width, index) => width - (mins[index] as number))
    const widest = Math.max(...widths.filter((_, index) => (spare[index] as number) > 0))
    const index = widths.findLastIndex((width, at) => width === widest && (spare[at] as number) > 0)
    if (index < 0) break
    widths[index] = widest - 1
    excess--
  }
  return widths
}
