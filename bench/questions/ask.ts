import { PostgresError, type PsqlSession } from '../contenders/psql-session.ts'
import type { OccurRequest, Question, Row } from './question.ts'

/** What was answered, and how long that took from the question to the last byte. */
export interface Timed {
  ms: number
  said: unknown
}

export interface Asked {
  ask(question: Question): Promise<Timed>
}

/** Occur answered a question with a failure. */
class RefusedError extends Error {}

export function occurAsked(server: { url: string; headers: Record<string, string> }): Asked {
  return {
    ask: async ({ occur, said }) => {
      const request = requestOf(server, occur)
      const startedMs = performance.now()
      const answer = await fetch(request.url, request.init)
      const text = await answer.text()
      const ms = performance.now() - startedMs
      if (!answer.ok) throw new RefusedError(`${answer.status} ${request.url}: ${text.slice(0, 500)}`)
      return { ms, said: said(JSON.parse(text) as never) }
    },
  }
}

function requestOf(
  { url, headers }: { url: string; headers: Record<string, string> },
  { path, query = {}, body }: OccurRequest,
): { url: URL; init: RequestInit } {
  const target = new URL(path, url)
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, String(value))
  if (body === undefined) return { url: target, init: { headers } }
  const json = { ...headers, 'Content-Type': 'application/json' }
  return { url: target, init: { method: 'POST', headers: json, body: JSON.stringify(body) } }
}

export function postgresAsked(session: PsqlSession): Asked {
  return {
    ask: async ({ sql, read }) => {
      const startedMs = performance.now()
      const answers: Row[][] = []
      for (const statement of sql) answers.push(await session.rows(statement))
      return { ms: performance.now() - startedMs, said: read(...answers) }
    },
  }
}

const tookTooLong = '57014'

/** Whether there is no answer because it would have taken too long, or more than a question may take. */
export function isGivenUp(error: unknown): boolean {
  return error instanceof RefusedError || (error instanceof PostgresError && error.state === tookTooLong)
}
