import { Link } from '@tanstack/react-router'
import type { PagedSearch } from '../data/list-search.ts'
import { withTerm } from '../data/search.ts'

/** A value in a list that, when pressed, narrows the list to its like. Not a tab stop: the row is one already. */
export function NarrowLink({
  field,
  value,
  shown = value,
}: {
  field: string
  value: string | null
  shown?: string | null
}) {
  if (value === null) return '–'
  return (
    <Link
      to="."
      search={(before: PagedSearch) => ({ ...before, q: withTerm(before.q, field, value), page: undefined })}
      title={`Only ${field} = ${value}`}
      tabIndex={-1}
      preload={false}
    >
      <bdi>{shown}</bdi>
    </Link>
  )
}
