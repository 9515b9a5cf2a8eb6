/** What can be filtered by, as the API calls it. */
export const eventFieldsToFilter = [
  'type',
  'category',
  'source',
  'source_id',
  'session_id',
  'conversation_id',
  'user_id',
  'attributes',
] as const

export const sessionFieldsToFilter = [
  'user_id',
  'session_id',
  'conversation_id',
  'agent_name',
  'prompt_name',
  'channel_manager_type',
  'llm_model',
] as const

export const conversationFieldsToFilter = [
  'user_id',
  'conversation_id',
  'agent_name',
  'prompt_name',
  'llm_model',
] as const

const suggestionsCountMax = 50

/** The values that a field has in what is on the screen, the most frequent first. */
export function suggestionsFrom(items: readonly object[], field: string): string[] {
  const counts = new Map<string, number>()
  for (const item of items) {
    const value = (item as Record<string, unknown>)[field]
    if (typeof value === 'string' && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, suggestionsCountMax)
    .map(([value]) => value)
}
