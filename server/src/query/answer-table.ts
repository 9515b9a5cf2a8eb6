import type { Answer, Measure, Measured, Question } from '@occur/client/protocol'
import type { RowTable } from '../store/exports.ts'

type Column = RowTable['columns'][number]

/**
 * An answer as a table: a row for each group, or for each of its steps; the rest comes last, and is marked. A step of the
 * time before stands beside the step of the same number, and says when it was: that time is as long, but may have another
 * number of months in it, or of hours when clocks are changed. Then the last rows have a step of one time only.
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
    ...(hasSteps && hasPrevious ? [{ name: 'previous at', holds: 'instant' } as const] : []),
    ...(hasPrevious ? measures.map((name): Column => ({ name: `previous ${name}`, holds: 'number' })) : []),
  ]
  const nothing: Measured = measures.map(() => null)
  const rowsOf = (group: Omit<Answer['groups'][number], 'key'>, key: readonly (string | null)[], isRest: boolean) => {
    const named = groupBy.length > 0 ? [...key, isRest] : []
    const previous = (values: Measured | undefined) => (hasPrevious ? (values ?? nothing) : [])
    if (!hasSteps) return [[...named, ...group.values, ...previous(group.previous?.values)]]
    const series = group.series ?? []
    const seriesBefore = group.previous?.series ?? []
    return Array.from({ length: Math.max(series.length, seriesBefore.length) }, (_, step) => [
      ...named,
      instantOf(series[step]),
      ...(series[step]?.values ?? nothing),
      ...(hasPrevious ? [instantOf(seriesBefore[step])] : []),
      ...previous(seriesBefore[step]?.values),
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

function instantOf(step: { at: string } | undefined): bigint | null {
  return step ? BigInt(Date.parse(step.at)) * 1_000_000n : null
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
