import { Link } from '@tanstack/react-router'

/** The way from somebody's id to their journey. Not a tab stop where the row is one already. */
export function PersonLink({ userId, isTabStop = false }: { userId: string | null; isTabStop?: boolean }) {
  if (userId === null) return '–'
  return (
    <Link
      to="/people/$userId"
      params={{ userId }}
      title={`Journey of ${userId}`}
      tabIndex={isTabStop ? undefined : -1}
      preload={false}
    >
      <bdi>{userId}</bdi>
    </Link>
  )
}

/** The way from a conversation's id to its sessions. */
export function ConversationLink({
  conversationId,
  isTabStop = false,
}: {
  conversationId: string | null
  isTabStop?: boolean
}) {
  if (conversationId === null) return '–'
  return (
    <Link
      to="/conversations/$conversationId"
      params={{ conversationId }}
      title={`Sessions of ${conversationId}`}
      tabIndex={isTabStop ? undefined : -1}
      preload={false}
    >
      <bdi>{conversationId}</bdi>
    </Link>
  )
}
