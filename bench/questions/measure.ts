import { median } from '../figures.ts'
import { type Asked, isGivenUp } from './ask.ts'
import type { Question } from './question.ts'

/** Null where there was no answer within the time that there is. */
export type MedianMs = number | null

/** So much time is spent with one question before its rounds are cut short; it is asked at least twice. */
const budgetMs = 30_000
const warmUpRounds = 3

/** The median of repeated runs, after some that warm caches and compilers up. */
export async function medianMs(asked: Asked, question: Question, rounds: number): Promise<MedianMs> {
  const startedMs = performance.now()
  const isOverBudget = () => performance.now() - startedMs > budgetMs
  const found: number[] = []
  try {
    for (let round = 0; round < warmUpRounds && !isOverBudget(); round++) await asked.ask(question)
    for (let round = 0; round < rounds && (round === 0 || !isOverBudget()); round++) {
      found.push((await asked.ask(question)).ms)
    }
  } catch (error) {
    if (!isGivenUp(error)) throw error
    console.log(`  ${question.name}: ${(error as Error).message}`)
    return null
  }
  return median(found)
}
