import type { FieldRef, Test, WrittenFilter } from './filter.ts'

/** The text of a filter: `parseWritten` makes the same filter of it. */
export function formatFilter(filter: WrittenFilter): string {
  switch (filter.kind) {
    case 'and':
      return filter.of.map((part) => inParentheses(part, part.kind === 'or' || part.kind === 'and')).join(' ')
    case 'or':
      // Of no alternatives none passes.
      if (filter.of.length === 0) return '-()'
      return filter.of.map((part) => inParentheses(part, part.kind === 'or' || isEmpty(part))).join(' OR ')
    case 'not':
      return `-${inParentheses(filter.of, filter.of.kind === 'and' || filter.of.kind === 'or')}`
    case 'words':
      return formatValue(filter.text, filter.isPrefix, true)
    case 'field':
      return formatCondition(filter.field, filter.test)
    case 'view':
      return `view:${formatValue(filter.name, false, false)}`
  }
}

export function formatField({ name, path }: FieldRef): string {
  const steps = path.map((step) => (/^[\p{L}\p{N}_$@][\p{L}\p{N}_$@-]*$/u.test(step) ? step : quoted(step)))
  return [name, ...steps].join('.')
}

/** The attribute that a name without quotes stands for, whatever is between its points: for `formatField` to quote. */
export function fieldWithSpaces(name: string): FieldRef {
  const [first = '', ...path] = name.split('.')
  return { name: first, path }
}

function formatCondition(field: FieldRef, test: Test): string {
  const name = formatField(field)
  if (test.op === 'any') {
    const [first] = test.of
    if (first === undefined) return '-()'
    const operator = first && isComparison(first) ? first.op : ':'
    return `${name}${operator}(${test.of.map(formatTestValue).join(' OR ')})`
  }
  return `${name}${isComparison(test) ? test.op : ':'}${formatTestValue(test)}`
}

function formatTestValue(test: Test): string {
  if (test.op === 'exists') return '*'
  if (test.op === 'any') return test.of.map(formatTestValue).join(' OR ')
  return formatValue(test.value, test.op === 'begins', false)
}

function isComparison(test: Test): test is Extract<Test, { op: '<' | '<=' | '>' | '>=' }> {
  return /^[<>]/.test(test.op)
}

/** Bare where that is read as the same text, quoted otherwise. */
function formatValue(text: string, isPrefix: boolean, standsAlone: boolean): string {
  const characters = standsAlone ? /^[\p{L}\p{N}_@#$%&/+]+$/u : /^[^\s()"\\*<>][^\s()"\\*]*$/
  const isBare = characters.test(text) && !/^(OR|AND|NOT)$/.test(text)
  return (isBare ? text : quoted(text)) + (isPrefix ? '*' : '')
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

function inParentheses(filter: WrittenFilter, needed: boolean): string {
  return needed ? `(${formatFilter(filter)})` : formatFilter(filter)
}

function isEmpty(filter: WrittenFilter): boolean {
  return filter.kind === 'and' && filter.of.length === 0
}
