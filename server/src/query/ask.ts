import type { Views } from '@occur/client/filter'
import type { Answer, AnsweredGroup, Question } from '@occur/client/protocol'
import type { Asker } from '../event/asker.ts'
import { type CheckedQuestion, checkQuestion } from '../event/question.ts'
import { isClosed, needsRange, type RangeAsked, rangeAsked } from '../event/range-asked.ts'
import type { MeasuredGroup, MeasuredQuestion, QuestionReads } from '../store/answer-question.ts'
import { Account } from './account.ts'

export type { QuestionReads }

/** Answers a question. What is wrong with it throws a `QuestionError` or a `FilterError`. */
export async function ask(
  reads: QuestionReads,
  project: string,
  question: Question,
  views: Views,
  asker?: Asker,
): Promise<Answer> {
  const account = new Account(asker)
  const checked = checkQuestion(question, BigInt(Date.now()) * 1_000_000n, views)
  const named = namedRange(checked)
  const measuring = (range: Partial<RangeAsked>, groups?: readonly MeasuredGroup[]) =>
    reads.measure({ project, ...range }, checked, groups, account.asker)
  // Where the range is only told, what there is at all is much quicker to find out than where what passes begins and ends.
  const [measured, bounds] = await Promise.all([
    measuring(named),
    needsRange(checked) || isClosed(named) ? null : reads.bounds(project, ofAnyEvent(checked), account.asker),
  ])
  const { from, to } = measured.range ?? rangeAsked(checked, bounds)
  const previous = checked.comparesPrevious
    ? await measuring({ from: from - (to - from), to: from }, measured.groups)
    : null
  const [starts, startsBefore] = [startTexts(measured), startTexts(previous)]
  const compared = (now: Values, before: Values | undefined): Omit<AnsweredGroup, 'key'> => ({
    ...answered(now, starts),
    ...(before && { previous: answered(before, startsBefore) }),
  })
  return {
    groups: measured.groups.map((group, at) => ({ key: group.key, ...compared(group, previous?.groups[at]) })),
    // Groups that there only were before are among the others, too.
    rest: measured.hasRest || previous?.hasRest ? compared(measured.rest, previous?.rest) : null,
    covered: account.covered(
      measured.events === 0 && checked.from === undefined ? null : from,
      measured.events === 0 && checked.to === undefined ? null : to,
      measured.events,
    ),
  }
}

function namedRange({ from, to }: CheckedQuestion): Partial<RangeAsked> {
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

function ofAnyEvent(question: CheckedQuestion): CheckedQuestion {
  return { ...question, asked: { ...question.asked, filter: { kind: 'and', of: [] } } }
}

/** When steps begin, as RFC 3339; written once for all groups, which have the same ones. */
function startTexts(measured: MeasuredQuestion | null): readonly string[] {
  return (measured?.starts ?? []).map((atMs) => new Date(atMs).toISOString())
}

type Values = Pick<MeasuredGroup, 'values' | 'steps'>

function answered({ values, steps }: Values, starts: readonly string[]): Pick<AnsweredGroup, 'values' | 'series'> {
  return { values, ...(steps && { series: steps.map((values, n) => ({ at: starts[n]!, values })) }) }
}
