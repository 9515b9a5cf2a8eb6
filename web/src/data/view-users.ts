import { fieldSetOf, viewKey, viewsNamed } from '@occur/client/filter'
import type { View, ViewQuestion } from '@occur/client/protocol'

/** The other views that name this one, in their filter or in one of their question. */
export function usersOfView({ name }: Pick<View, 'name'>, views: readonly View[]): View[] {
  const key = viewKey(name)
  return views.filter((view) => namedIn(view).includes(key))
}

function namedIn({ q, of, question }: View): string[] {
  const named = [viewsNamed(q, fieldSetOf[of]), ...filtersOf(question).map((text) => viewsNamed(text))]
  return named.flat().map(({ name }) => viewKey(name))
}

function filtersOf(question: ViewQuestion | undefined): string[] {
  if (question?.kind === 'funnel') return question.steps.map(({ q }) => q)
  return question?.kind === 'paths' ? [question.start] : []
}
