import { formatField, formatFilter, type Test, type WrittenFilter } from '@occur/client/filter'
import { partsOf, textOfParts } from '../../data/terms.ts'

/** One of the conditions that must all hold, as a chip says it. */
export interface Condition {
  /** Its text, as it stands in the filter. */
  text: string
  /** What it is about: a field, without `attributes.`; nothing for words and for what is put together. */
  name: string
  /** How it is asked, in words: `is`, `is not`, `at least`. */
  verb: string
  value: string
  isNegated: boolean
}

/** The conditions of a filter, or undefined when it is not understood. */
export function conditionsOf(q: string): Condition[] | undefined {
  return partsOf(q)?.map((part) => ({ text: textOf(part), ...sayIt(part) }))
}

export function withoutCondition(q: string, index: number): string | undefined {
  return textOfParts((partsOf(q) ?? []).filter((_, at) => at !== index))
}

/** The filter with the opposite of one condition. */
export function withOpposite(q: string, index: number): string | undefined {
  return textOfParts((partsOf(q) ?? []).map((part, at) => (at === index ? oppositeOf(part) : part)))
}

/** The filter written anew, and where in it a condition stands; of one with a value that can be chosen, its value. */
export function placeOfCondition(q: string, index: number): { text: string; from: number; to: number } {
  const texts = (partsOf(q) ?? []).map(textOf)
  const before = texts.slice(0, index).join(' ')
  const from = before.length + (index > 0 ? 1 : 0)
  const own = texts[index] ?? ''
  const sign = /^-?(?:[\p{L}_]+)(?:\.(?:"[^"]*"|[^".:<>()\s]+))*(?:[<>]=?|:)/u.exec(own)?.[0].length ?? 0
  return { text: texts.join(' '), from: from + sign, to: from + own.length }
}

/** In brackets where it must be among others. */
function textOf(part: WrittenFilter): string {
  return formatFilter({ kind: 'and', of: [part] })
}

function oppositeOf(part: WrittenFilter): WrittenFilter {
  return part.kind === 'not' ? part.of : { kind: 'not', of: part }
}

function sayIt(part: WrittenFilter, isNegated = false): Omit<Condition, 'text'> {
  const not = isNegated ? ' not' : ''
  switch (part.kind) {
    case 'not':
      return part.of.kind === 'not'
        ? { name: '', verb: isNegated ? 'all but' : '', value: textOf(part), isNegated }
        : sayIt(part.of, !isNegated)
    case 'words': {
      const value = part.text + (part.isPrefix ? '…' : '')
      return { name: 'words', verb: isNegated ? 'lack' : 'have', value, isNegated }
    }
    case 'view':
      return { name: 'view', verb: `is${not}`, value: part.name, isNegated }
    case 'field': {
      const name = part.field.path.length > 0 ? formatField(part.field).slice('attributes.'.length) : part.field.name
      return { name, ...sayTest(part.test, isNegated, name === 'description'), isNegated }
    }
    default:
      return { name: '', verb: isNegated ? 'none of' : 'where', value: formatFilter(part), isNegated }
  }
}

function sayTest(test: Test, isNegated: boolean, isProse: boolean): Pick<Condition, 'verb' | 'value'> {
  const not = isNegated ? ' not' : ''
  switch (test.op) {
    case 'is':
      return {
        verb: isProse ? (isNegated ? 'lacks' : 'has') : `is${not}`,
        value: test.value === '' ? '""' : test.value,
      }
    case 'begins':
      return { verb: isNegated ? 'begins not with' : 'begins with', value: test.value }
    case 'exists':
      return { verb: `is${not}`, value: 'set' }
    case 'any':
      return {
        verb: isNegated ? 'is none of' : 'is any of',
        value: test.of.map((one) => sayTest(one, false, isProse).value + (one.op === 'begins' ? '…' : '')).join(', '),
      }
    default:
      return { verb: isNegated ? `not ${test.op}` : test.op, value: test.value }
  }
}
