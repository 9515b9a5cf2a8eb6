import { fieldSetOf, viewKey, withRenamedView } from '@occur/client/filter'
import type { View, ViewQuestion } from '@occur/client/protocol'
import { usersOf } from './check-view.ts'
import { AppError } from './errors.ts'
import type { ProjectViews } from './views.ts'

/**
 * The other views of a project once one of them is called otherwise: those that name it, name it as it is called then.
 * Throws `conflict` when one of them has that name already.
 */
export function othersWhenRenamed(views: ProjectViews, from: string, to: string): Map<string, View> {
  const others = new Map(views)
  others.delete(viewKey(from))
  const taken = others.get(viewKey(to))
  if (taken) throw new AppError('conflict', `There is a view ${taken.name} already; take another name`)
  if (from === to) return others
  const users = new Set(usersOf(viewKey(from), views).map(({ name }) => name))
  for (const [key, view] of others) if (users.has(view.name)) others.set(key, naming(view, from, to))
  return others
}

function naming(view: View, from: string, to: string): View {
  const { q, of, question } = view
  return {
    ...view,
    q: withRenamedView(q, from, to, fieldSetOf[of]),
    ...(question && { question: questionNaming(question, (text) => withRenamedView(text, from, to)) }),
  }
}

/** The filters of a question beside the view's. */
function questionNaming(question: ViewQuestion, renamed: (text: string) => string): ViewQuestion {
  switch (question.kind) {
    case 'funnel':
      return { ...question, steps: question.steps.map((step) => ({ ...step, q: renamed(step.q) })) }
    case 'paths':
      return { ...question, start: renamed(question.start) }
    default:
      return question
  }
}
