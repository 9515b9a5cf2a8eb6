import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import {
  type Column,
  columnOf,
  columnTexts,
  defaultColumns,
  rememberColumns,
  rememberedColumns,
} from '../../data/columns.ts'
import type { ExploreSearch } from '../../data/explore.ts'
import { type Search, sideOfTerm, type Term, withoutTerm, withTerm } from '../../data/search.ts'

const route = getRouteApi('/explore')

/** What is explored, as the address says it, and the ways to change that. */
export interface Explore {
  search: ExploreSearch
  columns: readonly Column[]
  /** Whether the list of what is asked for has come. It is looked at first, so the rest is asked for once it is there. */
  isListed: boolean
  /** Replaces what it names of the filter and range. */
  change: (next: Partial<Search>) => void
  /** Asks for a value, or against it. */
  filter: (term: Term, negated?: boolean) => void
  /** The same, or takes it back when the filter says so already. */
  toggle: (term: Term, negated: boolean) => void
  setColumns: (columns: readonly Column[] | undefined) => void
  addColumn: (field: string) => void
  removeColumn: (field: string) => void
  divideBy: (field: string | undefined) => void
  turn: () => void
  open: (eventId: string | undefined) => void
}

export function useExplore(): Omit<Explore, 'isListed'> {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { q, col } = search
  const columns = (col ?? defaultColumns).map(columnOf)

  useEffect(() => {
    // The address says what is seen, so that whoever it is sent to sees the same.
    const remembered = col === undefined ? rememberedColumns() : undefined
    if (remembered) void navigate({ search: (before) => ({ ...before, col: remembered }), replace: true })
  }, [col, navigate])

  const put = (next: Partial<ExploreSearch>, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace })
  const setColumns = (next: readonly Column[] | undefined) => {
    const texts = next && columnTexts(next)
    rememberColumns(texts)
    put({ col: texts }, true)
  }
  const filter = ({ field, value }: Term, negated = false) => put({ q: withTerm(q, field, value, negated) })
  return {
    search,
    columns,
    change: (next) => put(next),
    filter,
    toggle: (term, negated) => {
      const isSo = sideOfTerm(q, term.field, term.value) === (negated ? 'out' : 'in')
      if (isSo) put({ q: withoutTerm(q, term.field, term.value, negated) })
      else filter(term, negated)
    },
    setColumns,
    addColumn: (field) => {
      if (!columns.some((column) => column.field === field)) setColumns([...columns, { field, widthPx: undefined }])
    },
    removeColumn: (field) => setColumns(columns.filter((column) => column.field !== field)),
    divideBy: (by) => put({ by }),
    turn: () => put({ order: search.order === 'asc' ? undefined : 'asc' }),
    open: (event) => put({ event }, search.event !== undefined && event !== undefined),
  }
}
