import type { Answer, Facets } from '@occur/client/protocol'
import { facetFields } from '@occur/client/protocol'
import { daysBefore, onlyNumber, type Places, type Question, quoted } from './question.ts'

/** Counts: of all that passes, over time, and of the values that fields have. */
export function counts({ endMs }: Places): Question[] {
  const [from, to] = [daysBefore(endMs, 1), daysBefore(endMs, 0)]
  const lastDay = `timestamp >= ${quoted(from)} AND timestamp < ${quoted(to)}`
  const lastWeek = `timestamp >= ${quoted(daysBefore(endMs, 7))}`
  return [
    count('total count, filtered by a field', 50, 'category:lookup', `category = 'lookup'`),
    byHourAndType('counts by hour and type, 60 days', 60, {}, 'true'),
    byHourAndType('counts by hour and type, one day', 15, { from, to }, lastDay),
    facets('facets of the last 7 days', 150, { start_datetime: daysBefore(endMs, 7) }, lastWeek),
    facets('facets of everything', 600, {}, 'true'),
  ]
}

/** How many events pass. */
export function count(name: string, msMax: number, q: string, where: string): Question {
  return {
    name,
    msMax,
    occur: { path: '/api/v1/ask', body: { q } },
    sql: [countSql(where)],
    said: ({ groups }: Answer) => groups[0]?.values[0] ?? 0,
    read: onlyNumber,
  }
}

function countSql(where: string): string {
  return `SELECT count(*) FROM event WHERE project = 'default' AND ${where}`
}

function byHourAndType(name: string, msMax: number, range: { from?: string; to?: string }, where: string): Question {
  return {
    name,
    msMax,
    occur: { path: '/api/v1/ask', body: { ...range, group_by: ['type'], interval: 'hour', top: 100 } },
    sql: [
      `SELECT type, date_trunc('hour', timestamp, 'UTC'), count(*) FROM event WHERE project = 'default' AND ${where} GROUP BY 1, 2`,
    ],
    // Occur also answers the hours in which nothing was.
    said: ({ groups }: Answer) =>
      groups
        .flatMap(({ key, series }) => series!.map(({ at, values }) => [key[0], Date.parse(at), values[0]]))
        .filter(([, , found]) => found)
        .sort(byText),
    read: (rows) => rows.map(([type, at, found]) => [type, Date.parse(at!), Number(found)]).sort(byText),
  }
}

/** PostgreSQL is spared the types of what is inside attributes, and what is nested in them. */
function facets(name: string, msMax: number, query: Record<string, string>, where: string): Question {
  const top = 20
  return {
    name,
    msMax,
    occur: { path: '/api/v1/facets', query: { ...query, limit: top } },
    sql: [
      ...facetFields.map(
        (field) =>
          `SELECT ${field}, count(*) FROM event WHERE project = 'default' AND ${where} GROUP BY 1 ORDER BY 2 DESC LIMIT ${top}`,
      ),
      `SELECT key, count(*) FROM (
        SELECT attributes FROM event WHERE project = 'default' AND ${where} ORDER BY timestamp DESC LIMIT 20000
      ) newest, jsonb_object_keys(attributes) AS key GROUP BY 1 ORDER BY 2 DESC LIMIT ${top}`,
    ],
    // Of values that are equally frequent either may be left out, so it is the counts that are compared.
    said: (answer: Facets) => facetFields.map((field) => answer.fields[field]!.map(({ count: found }) => found)),
    read: (...answers) => answers.slice(0, facetFields.length).map((rows) => rows.map(([, found]) => Number(found))),
  }
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
}
