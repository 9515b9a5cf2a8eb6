import { FilterError, fieldSetOf, nearest, parseFilter, type Views, viewKey, viewsNamed } from '@occur/client/filter'
import { eventFields, type NewView, serverFields, type ViewQuestion, type ViewSubject } from '@occur/client/protocol'
import { checkFunnel } from './funnel.ts'
import { checkPaths } from './paths.ts'
import { checkQuestion, fieldOf, QuestionError } from './question.ts'
import { conversationFields, sessionFields } from './session-fields.ts'
import { checkTransfers } from './transfers.ts'
import { userFields } from './user.ts'
import type { ProjectViews } from './views.ts'

/**
 * Refuses a view that could not be used, or with which views that use it could not be used any more. A mistake in its filter
 * is a `FilterError`; one elsewhere a `QuestionError`, which names the part.
 */
export function checkView(view: NewView, others: ProjectViews): void {
  const key = viewKey(view.name)
  const views = new Map<string, NewView>(others).set(key, view)
  checkAlone(view, views)
  for (const user of usersOf(key, views, 'through others too')) {
    try {
      checkAlone(user, views)
    } catch (error) {
      if (!(error instanceof FilterError || error instanceof QuestionError)) throw error
      const problem = `the view "${user.name}" uses this one and could not be understood any more`
      throw new QuestionError('q', `${problem}: ${error.message}`)
    }
  }
}

/** The other views that name this one in their filters; with `through others too`, those that name them, and so on. */
export function usersOf(key: string, views: ReadonlyMap<string, NewView>, how?: 'through others too'): NewView[] {
  const candidates = [...views].map(([userKey, user]) => ({ userKey, user, names: namesIn(user) }))
  const found = new Set([key])
  const users: NewView[] = []
  // A walk through a set comes to what is added to it meanwhile.
  for (const used of found) {
    for (const { userKey, user, names } of candidates) {
      if (found.has(userKey) || !names.has(used)) continue
      users.push(user)
      found.add(userKey)
    }
    if (how === undefined) break
  }
  return users
}

function checkAlone(view: NewView, views: Views): void {
  parseFilter(view.q, fieldSetOf[view.of], views)
  for (const [at, column] of (view.columns ?? []).entries()) checkColumn(column, view.of, `columns.${at}`)
  if (view.question) checkViewQuestion(view.question, view.q, views)
  checkDisplay(view)
}

function checkDisplay({ question, range, chart, pin }: NewView): void {
  if (question === undefined) {
    if (chart !== undefined) throw new QuestionError('chart', 'there is no question, and so nothing to draw')
    if (pin !== undefined) throw new QuestionError('pin', 'a dashboard shows answers, and there is no question')
  } else if (range !== undefined && (question.from !== undefined || question.to !== undefined)) {
    throw new QuestionError('range', 'the question says from or to; leave those or the range out')
  }
}

/** Its filter is that of the view, and stands there. */
function checkViewQuestion(question: ViewQuestion, q: string, views: Views): void {
  const now = 0n
  try {
    switch (question.kind) {
      case 'measure':
        return void checkQuestion({ ...question, q }, now, views)
      case 'funnel':
        return void checkFunnel({ ...question, q }, now, views)
      case 'paths':
        return void checkPaths({ ...question, q }, now, views)
      case 'transfers':
        return void checkTransfers({ ...question, q }, now, views)
    }
  } catch (error) {
    if (!(error instanceof QuestionError) || error.part === 'q') throw error
    throw new QuestionError(`question.${error.part}`, error.message, { cause: error.cause })
  }
}

/** The filters of a question beside the view's. */
function filtersIn(question: ViewQuestion | undefined): string[] {
  switch (question?.kind) {
    case 'funnel':
      return question.steps.map((step) => step.q)
    case 'paths':
      return [question.start]
    default:
      return []
  }
}

const columnsOf: Readonly<Record<ViewSubject, readonly string[]>> = {
  events: [...eventFields, ...serverFields],
  sessions: sessionFields,
  conversations: conversationFields,
  users: userFields,
}

function checkColumn(name: string, of: ViewSubject, part: string): void {
  if (columnsOf[of].includes(name)) return
  // One attribute, as it is written in filters.
  if (of === 'events' && name.startsWith('attributes.')) return void fieldOf(name, part)
  const near = nearest(name, columnsOf[of])
  throw new QuestionError(part, `${of} have no "${name}"${near === undefined ? '' : `; did you mean ${near}?`}`)
}

/** The views that are named in a view, by their keys. */
function namesIn(view: NewView): Set<string> {
  const named = [viewsNamed(view.q, fieldSetOf[view.of]), ...filtersIn(view.question).map((text) => viewsNamed(text))]
  return new Set(named.flat().map(({ name }) => viewKey(name)))
}
