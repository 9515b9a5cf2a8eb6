import type { RecordColumn } from './record-table.tsx'
import { Tally } from './tally.tsx'

interface CountColumnOptions {
  rank: RecordColumn<unknown>['rank']
  /** What it counts, said on a card; without, it is not on one. */
  unit?: string
  tone?: 'transfer' | 'failed'
}

/** A column of how many there are of something, by which a list can be ordered. */
export function countColumn<Field extends string>(
  name: string,
  field: Field,
  { rank, unit, tone }: CountColumnOptions,
): RecordColumn<Record<Field, number>> {
  return {
    name,
    sort: field,
    isNumber: true,
    ...(rank && { rank }),
    ...(unit !== undefined && { onCard: 'fact', unit }),
    cell: (row) => <Tally count={row[field]} {...(tone && { tone })} />,
  }
}
