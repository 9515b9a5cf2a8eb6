/** A row of what PostgreSQL answered, every field as text. */
export type Row = (string | null)[]

/** What questions ask about: places in the data, found there before anything is measured. */
export interface Places {
  /** Of what a folder was filled with; what arrives is later. */
  endMs: number
  sessionId: string
  eventId: string
  userId: string
  /** A place in the middle of all events, as PostgreSQL has it and as Occur has it. */
  deep: { timestamp: string; eventId: string; cursor: string }
}

/** One question, as both are asked it. */
export interface Question {
  name: string
  /** What it may take: the figure that Occur is held to. */
  msMax: number
  occur: OccurRequest
  /** Statements that one after the other answer the same. */
  sql: string[]
  /** What must be equal: what Occur said, and what PostgreSQL did, of each statement its rows. */
  said(answer: never): unknown
  read(...answers: Row[][]): unknown
}

export interface OccurRequest {
  path: string
  query?: Record<string, string | number>
  /** Makes it a POST. */
  body?: unknown
}

/** `'…'`, for SQL. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** The number that is all that these rows say. */
export function onlyNumber(rows: readonly Row[]): number {
  return Number(rows[0]![0])
}

/** RFC 3339, so many days before the end. */
export function daysBefore(endMs: number, days: number): string {
  return new Date(endMs - days * 86_400_000).toISOString()
}
