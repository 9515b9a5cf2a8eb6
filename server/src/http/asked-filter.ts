import { type FieldSet, FilterError, parseFilter, type Views } from '@occur/client/filter'
import type { Asked } from '../event/filter.ts'
import { InvalidRequest } from './problems.ts'

/** The parameter `q`, understood. A mistake is a 422: where it stands, what is expected, and the nearest right name. */
export function askedFilter(q: string | undefined, fields: FieldSet, views: Views): { asked: Asked } | object {
  if (q === undefined || q.trim() === '') return {}
  try {
    return { asked: { filter: parseFilter(q, fields, views), now: BigInt(Date.now()) * 1_000_000n } }
  } catch (error) {
    if (!(error instanceof FilterError)) throw error
    throw filterMistake(error, ['query', 'q'])
  }
}

export function filterMistake({ message, span, suggestion }: FilterError, loc: (string | number)[]): InvalidRequest {
  return new InvalidRequest([
    {
      loc,
      msg: `${message} (at character ${span.from + 1})`,
      type: 'filter',
      ctx: { ...span, ...(suggestion !== undefined && { suggestion }) },
    },
  ])
}
