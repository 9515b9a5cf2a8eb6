import { FilterError } from '@occur/client/filter'
import { QuestionError } from '../event/question.ts'
import { filterMistake } from './asked-filter.ts'
import { InvalidRequest } from './problems.ts'

/** What is wrong with a filter in a body, or with another part of it, as a 422; any other error as it is. */
export function bodyMistake(error: unknown): unknown {
  if (error instanceof FilterError) return filterMistake(error, ['body', 'q'])
  if (!(error instanceof QuestionError)) return error
  const loc = ['body', ...error.part.split('.').map(placeOf)]
  if (error.cause instanceof FilterError) return filterMistake(error.cause, loc)
  return new InvalidRequest([{ loc, msg: error.message, type: 'value_error' }])
}

/** Places in arrays are numbers. */
function placeOf(step: string): string | number {
  return /^\d+$/.test(step) ? Number(step) : step
}
