import { count } from './figures.ts'
import type { Column } from './table.ts'

/** A column of counts. None is a dot without colour, so that the others stand out. */
export function countColumn<Item>(
  title: string,
  number: (item: Item) => number,
  color?: (text: string) => string,
): Column<Item> {
  return {
    title,
    text: (item) => (number(item) === 0 ? '·' : count(number(item))),
    align: 'right',
    ...(color && { paint: (text, item) => (number(item) === 0 ? text : color(text)) }),
  }
}
