import type { Views } from '@occur/client/filter'
import type { Answer, AnsweredGroup, Question } from '@occur/client/protocol'
import type { Asker } from '../event/asker.ts'
import { quarterNs, startOfQuarter } from '../event/quarters.ts'
import { type CheckedQuestion, checkQuestion } from '../event/question.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import type { MeasuredGroup, QuestionReads } from '../store/answer-question.ts'
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
  // To divide time, and to go back in it, takes both ends of the range; else they are only told, and what there is at all
  // is much quicker to find out than where what passes begins and ends.
  const isDivided = checked.interval !== null || checked.comparesPrevious
  const ranging = rangeOf(reads, project, isDivided ? checked : ofAnyEvent(checked), account.asker)
  const measuring = (range: { from?: TimestampNs; to?: TimestampNs }, groups?: readonly MeasuredGroup[]) =>
    reads.measure({ project, ...range }, checked, groups, account.asker)
  const [{ from, to }, measured] = isDivided
    ? await ranging.then(async (range) => [range, await measuring(range)] as const)
    : await Promise.all([ranging, measuring(namedRange(checked))])
  const previous = checked.comparesPrevious
    ? await measuring({ from: from - (to - from), to: from }, measured.groups)
    : null
  const startText = startTexts()
  return {
    groups: measured.groups.map((group, at) => ({
      key: group.key,
      ...compared(group, previous?.groups[at], startText),
    })),
    // Groups that there only were before are among the others, too.
    rest: measured.hasRest || previous?.hasRest ? compared(measured.rest, previous?.rest, startText) : null,
    covered: account.covered(
      measured.events === 0 && checked.from === undefined ? null : from,
      measured.events === 0 && checked.to === undefined ? null : to,
      measured.events,
    ),
  }
}

/**
 * What was not said is where the events begin and end; where that makes no difference, the quarters of an hour around
 * them, which are counted beforehand.
 */
async function rangeOf(
  reads: QuestionReads,
  project: string,
  question: CheckedQuestion,
  asker?: Asker,
): Promise<{ from: TimestampNs; to: TimestampNs }> {
  const { from, to, interval, comparesPrevious } = question
  if (from !== undefined && to !== undefined) return { from, to }
  const bounds = await reads.bounds(project, question, asker)
  const first = from ?? bounds?.first ?? (to ?? question.asked.now) - 1n
  const end = to ?? (bounds ? bounds.last + 1n : first + 1n)
  if (interval === null || interval === 'minute' || comparesPrevious) return { from: first, to: end }
  return { from: from ?? startOfQuarter(first), to: to ?? startOfQuarter(end + quarterNs - 1n) }
}

function namedRange({ from, to }: CheckedQuestion): { from?: TimestampNs; to?: TimestampNs } {
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

function ofAnyEvent(question: CheckedQuestion): CheckedQuestion {
  return { ...question, asked: { ...question.asked, filter: { kind: 'and', of: [] } } }
}

function compared(now: Values, before: Values | undefined, startText: StartText): Omit<AnsweredGroup, 'key'> {
  return { ...answered(now, startText), ...(before && { previous: answered(before, startText) }) }
}

type StartText = (atMs: number) => string

/** When steps begin, as RFC 3339; written once for all groups, which have the same ones. */
function startTexts(): StartText {
  const texts = new Map<number, string>()
  return (atMs) => {
    const known = texts.get(atMs)
    if (known !== undefined) return known
    const text = new Date(atMs).toISOString()
    texts.set(atMs, text)
    return text
  }
}

type Values = Pick<MeasuredGroup, 'values' | 'steps'>

function answered({ values, steps }: Values, startText: StartText): Pick<AnsweredGroup, 'values' | 'series'> {
  if (steps === null) return { values }
  return { values, series: steps.map(({ atMs, values }) => ({ at: startText(atMs), values })) }
}
