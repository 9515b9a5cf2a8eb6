import type { Answer, AnsweredGroup, Question } from '@occur/client/protocol'
import { type CheckedQuestion, checkQuestion } from '../event/question.ts'
import { formatTimestamp, type TimestampNs } from '../event/timestamp.ts'
import type { MeasuredGroup, MeasuredQuestion, QuestionReads } from '../store/answer-question.ts'

export type { QuestionReads }

/** Answers a question. What is wrong with it throws a `QuestionError` or a `FilterError`. */
export async function ask(
  reads: QuestionReads,
  project: string,
  question: Question,
  left?: AbortSignal,
): Promise<Answer> {
  const startedMs = performance.now()
  const checked = checkQuestion(question, BigInt(Date.now()) * 1_000_000n)
  const { from, to } = await rangeOf(reads, project, checked, left)
  const measured = await reads.measure({ project, from, to }, checked, undefined, left)
  const previous = checked.comparesPrevious
    ? await reads.measure({ project, from: from - (to - from), to: from }, checked, measured.groups, left)
    : null
  return {
    groups: measured.groups.map((group, at) => ({
      key: group.key,
      ...answered(group),
      ...(previous && { previous: answered(previous.groups[at]!) }),
    })),
    rest: restOf(measured, previous),
    covered: {
      from: measured.events === 0 && checked.from === undefined ? null : formatTimestamp(from),
      to: measured.events === 0 && checked.to === undefined ? null : formatTimestamp(to),
      events: measured.events,
      exact: true,
      elapsed_ms: Math.round(performance.now() - startedMs),
    },
  }
}

/** What was not said is where the events begin and end. */
async function rangeOf(
  reads: QuestionReads,
  project: string,
  question: CheckedQuestion,
  left?: AbortSignal,
): Promise<{ from: TimestampNs; to: TimestampNs }> {
  const { from, to } = question
  if (from !== undefined && to !== undefined) return { from, to }
  const bounds = await reads.bounds(project, question, left)
  const first = from ?? bounds?.first ?? (to ?? question.asked.now) - 1n
  return { from: first, to: to ?? (bounds ? bounds.last + 1n : first + 1n) }
}

function restOf(measured: MeasuredQuestion, previous: MeasuredQuestion | null): Answer['rest'] {
  if (measured.rest === null) return null
  return { ...answered(measured.rest), ...(previous?.rest && { previous: answered(previous.rest) }) }
}

function answered({
  values,
  steps,
}: Pick<MeasuredGroup, 'values' | 'steps'>): Pick<AnsweredGroup, 'values' | 'series'> {
  if (steps === null) return { values }
  return { values, series: steps.map(({ atMs, values }) => ({ at: new Date(atMs).toISOString(), values })) }
}
