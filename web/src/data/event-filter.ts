import { eventFieldSet, formatFilter, parseWritten, sessionFieldSet, type WrittenFilter } from '@occur/client/filter'

/**
 * What a filter says about events, of a filter of sessions: what is asked of sessions as a whole, as `duration>300`, is left out.
 * A filter that cannot be read stays as it is, for whoever wrote it to see what is wrong.
 */
export function eventPartOf(q: string | undefined): string | undefined {
  if (q === undefined) return undefined
  try {
    const left = aboutEvents(parseWritten(q, sessionFieldSet))
    return (left && formatFilter(left)) || undefined
  } catch {
    return q
  }
}

function aboutEvents(filter: WrittenFilter): WrittenFilter | undefined {
  switch (filter.kind) {
    case 'field':
      return Object.hasOwn(eventFieldSet, filter.field.name) ? filter : undefined
    case 'not': {
      const of = aboutEvents(filter.of)
      return of && { kind: 'not', of }
    }
    case 'and':
    case 'or': {
      const of = filter.of.flatMap((part) => aboutEvents(part) ?? [])
      // One of several that is not about events could be what holds: then nothing can be said of events.
      if (of.length === 0 || (filter.kind === 'or' && of.length < filter.of.length)) return undefined
      const [only] = of
      return of.length === 1 && only ? only : { kind: filter.kind, of }
    }
    default:
      return filter
  }
}
