/** The filter language: from text to a filter and back. What a filter finds is the server's affair. */
export * from './fields.ts'
export * from './filter.ts'
export { fieldWithSpaces, formatField, formatFilter } from './format.ts'
export { nearest } from './nearest.ts'
export { isNumber } from './numbers.ts'
export { parseWritten } from './parse.ts'
export { agoMs, isTime } from './times.ts'
export { type Place, placeAfter, type Token, tokens } from './tokens.ts'
export {
  type FilterView,
  fieldSetOf,
  parseFilter,
  type Views,
  viewKey,
  viewsNamed,
  withRenamedView,
} from './views.ts'
