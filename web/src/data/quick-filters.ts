import { formatFilter } from '@occur/client/filter'
import { partsOf, textOfParts } from './terms.ts'

/** A condition that is wanted often, and what it is called. */
export interface QuickFilter {
  name: string
  /** One condition of the filter language. */
  q: string
}

/** Whether the filter has this condition, standing by itself; undefined when the filter is not understood. */
export function hasQuick(q: string | undefined, { q: wanted }: QuickFilter): boolean | undefined {
  const text = textOf(wanted)
  return partsOf(q)?.some((part) => formatFilter(part) === text)
}

/** The filter with this condition or, where it has it, without. One that is not understood stays as it is. */
export function toggleQuick(q: string | undefined, { q: wanted }: QuickFilter): string | undefined {
  const parts = partsOf(q)
  if (!parts) return q
  const text = textOf(wanted)
  const left = parts.filter((part) => formatFilter(part) !== text)
  return textOfParts(left.length < parts.length ? left : [...parts, ...(partsOf(wanted) ?? [])])
}

function textOf(wanted: string): string | undefined {
  return partsOf(wanted)
    ?.map((part) => formatFilter(part))
    .join(' ')
}
