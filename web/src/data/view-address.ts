import type { View } from '@occur/client/protocol'

/** Where a view is looked at: a list, narrowed to what passes it. */
export function hrefOfView({ name, of }: Pick<View, 'name' | 'of'>): string {
  return `${listOf[of]}?q=${encodeURIComponent(`view:${name}`)}`
}

const listOf: Record<View['of'], string> = {
  events: '/events',
  sessions: '/sessions',
  conversations: '/conversations',
  users: '/people',
}
