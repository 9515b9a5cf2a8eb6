import type { Answer, Measure, Measured, Question } from '@occur/client/protocol'
import type { RowTable } from '../store/exports.ts'

type Column = RowTable['columns'][number]

/**
 * An answer as a table: a row for each group, or for each of its steps; the rest comes last, and is marked. A step of the
 * time before stands beside the step of the same number, for that time is as long.
 */
export function answerTable(question: Question, answer: Answer): RowTable {
  const groupBy = question.group_by ?? []
  const measures = unlike((question.measures ?? [{ measure: 'count' as const }]).map(nameOf))
  const hasSteps = question.interval !== undefined
  const hasPrevious = question.compare !== undefined
  const columns: Column[] = [
    ...unlike(groupBy).map((name): Column => ({ name, holds: 'text' })),
    ...(groupBy.length > 0 ? [{ name: 'is_rest', holds: 'flag' } as const] : []),
    ...(hasSteps ? [{ name: 'at', holds: 'instant' } as const] : []),
    ...measures.map((name): Column => ({ name, holds: 'number' })),
    ...(hasPrevious ? measures.map((name): Column => ({ name: `previous ${name}`, holds: 'number' })) : []),
  ]
  const nothing: Measured = measures.map(() => null)
  const rowsOf = (group: Omit<Answer['groups'][number], 'key'>, key: readonly (string | null)[], isRest: boolean) => {
    const named = groupBy.length > 0 ? [...key, isRest] : []
    const previous = (values: Measured | undefined) => (hasPrevious ? (values ?? nothing) : [])
    if (!hasSteps) return [[...named, ...group.values, ...previous(group.previous?.values)]]
    return (group.series ?? []).map(({ at, values }, step) => [
      ...named,
      BigInt(Date.parse(at)) * 1_000_000n,
      ...values,
      ...previous(group.previous?.series?.[step]?.values),
    ])
  }
  const rest =
    answer.rest === null
      ? []
      : rowsOf(
          answer.rest,
          groupBy.map(() => null),
          true,
        )
  return { columns, rows: [...answer.groups.flatMap((group) => rowsOf(group, group.key, false)), ...rest] }
}

/** `count`, `distinct(session_id)`, `percentile(attributes.duration_ms, 95)`. */
function nameOf(measure: Measure): string {
  if (measure.measure === 'count') return 'count'
  return `${measure.measure}(${measure.of}${measure.measure === 'percentile' ? `, ${measure.percent}` : ''})`
}

/** The same, asked for twice, has a number the second time: a table cannot have two columns of one name. */
function unlike(names: readonly string[]): string[] {
  return names.map((name, at) => {
    const before = names.slice(0, at).filter((one) => one === name).length
    return before === 0 ? name : `${name} ${before + 1}`
  })
}
