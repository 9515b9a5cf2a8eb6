import type { View } from '@occur/client/protocol'
import { stringifySearch } from '../search-params.ts'
import { searchOfView } from './saved-question.ts'

/** Where a view is looked at: its question where it has one, else the list of what it is of, narrowed to it. */
export function hrefOfView(view: View): string {
  const question = view.question && searchOfView(view)
  if (question) return `/insights${stringifySearch({ ...question })}`
  return `${listOf[view.of]}${stringifySearch({ q: `view:${view.name}`, range: view.range })}`
}

const listOf: Record<View['of'], string> = {
  events: '/explore',
  sessions: '/sessions',
  conversations: '/conversations',
  users: '/people',
}
