import { Link } from '@tanstack/react-router'
import { withTerm } from '../data/search.ts'
import { IdText } from './id-text.tsx'

interface IdLinkProps {
  /** Not a tab stop where the row is one already. */
  isTabStop?: boolean
  /** Takes the whole row of its table. */
  isRow?: boolean
}

/** The way from somebody's id to their journey. */
export function PersonLink({ userId, ...how }: IdLinkProps & { userId: string | null }) {
  if (userId === null) return '–'
  // No path has room for an empty name.
  if (userId === '') return <SessionsLink field="user_id" {...how} />
  return (
    <Link
      to="/people/$userId"
      params={{ userId }}
      title={how.isRow ? userId : `Journey of ${userId}`}
      preload={false}
      {...marksOf(how)}
    >
      <IdText id={userId} />
    </Link>
  )
}

/** The way from a conversation's id to its sessions. */
export function ConversationLink({ conversationId, ...how }: IdLinkProps & { conversationId: string | null }) {
  if (conversationId === null) return '–'
  if (conversationId === '') return <SessionsLink field="conversation_id" {...how} />
  return (
    <Link
      to="/conversations/$conversationId"
      params={{ conversationId }}
      title={how.isRow ? conversationId : `Sessions of ${conversationId}`}
      preload={false}
      {...marksOf(how)}
    >
      <IdText id={conversationId} />
    </Link>
  )
}

/** The sessions of an id that is empty. */
function SessionsLink({ field, ...how }: IdLinkProps & { field: 'user_id' | 'conversation_id' }) {
  return (
    <Link
      to="/sessions"
      search={{ q: withTerm(undefined, field, '') }}
      title={`Sessions of which the ${field} is empty`}
      preload={false}
      {...marksOf(how)}
    >
      <IdText id="" />
    </Link>
  )
}

function marksOf({ isTabStop = false, isRow = false }: IdLinkProps) {
  return { ...(isRow && { 'data-row-link': true }), ...(!isTabStop && !isRow && { tabIndex: -1 }) }
}
