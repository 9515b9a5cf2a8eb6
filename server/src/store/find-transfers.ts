import type { TransferGrouping } from '@occur/client/protocol'
import type { Engine } from '../engine/engine.ts'
import type { Asker } from '../event/asker.ts'
import type { StoredEvent } from '../event/event.ts'
import type { SessionFacts } from '../event/session.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { plainTransferTypes } from '../event/transfer-stages.ts'
import type { CheckedTransfers } from '../event/transfers.ts'
import { eventColumns, type SelectedEvent, storedEvent } from './event-rows.ts'
import { languageSql } from './filter-language-sql.ts'
import { Bound, filterSql } from './filter-sql.ts'
import { quote } from './quote.ts'
import { sequencesSql } from './sequences-sql.ts'
import { sessionAgentsSql } from './session-agents-sql.ts'

export interface CountedSessions {
  sessions: number
  withTransfer: number
}

export interface FoundRates {
  all: CountedSessions
  groups: (CountedSessions & { value: string })[]
  groupCount: number
  /** Of those that are in any group. */
  grouped: CountedSessions
  /** Between which instants events passed, and how many; null when none did. */
  passed: { first: TimestampNs; last: TimestampNs; events: number } | null
}

export interface FoundBefore {
  /** 1 is the event just before. */
  position: number
  type: string | null
  source_id: string | null
  count: number
}

/** Reading transfers, which are events of certain types: see `event/transfer-stages.ts`. */
export interface TransferReads {
  rates(project: string, question: CheckedTransfers, asker?: Asker): Promise<FoundRates>
  /** Of each position before the first transfer of a session, the most frequent events. */
  before(project: string, question: CheckedTransfers, asker?: Asker): Promise<FoundBefore[]>
  /** In order of time, ties by id. */
  ofSession(project: string, session: SessionFacts, countMax: number, asker?: Asker): Promise<StoredEvent[]>
}

export function transferReads(engine: Engine): TransferReads {
  return {
    rates: (project, question, asker) => rates(engine, project, question, asker),
    before: (project, question, asker) => before(engine, project, question, asker),
    ofSession: (project, session, countMax, asker) => ofSession(engine, project, session, countMax, asker),
  }
}

/** Whether an event is of a transfer, by its type. */
export const isTransferSql = `ifNull(translate(lower(type), '_. ', '---') IN (${plainTransferTypes.map(quote).join(', ')}), 0)`

async function rates(engine: Engine, project: string, question: CheckedTransfers, asker?: Asker): Promise<FoundRates> {
  const [all, withTransfer, groups] = await Promise.all([
    countSessions(engine, project, question, asker),
    countWithTransfer(engine, project, question, asker),
    countGroups(engine, project, question, asker),
  ])
  return { ...groups, all: { sessions: all.sessions, withTransfer }, passed: all.passed }
}

/** The very expressions of the projection: without a filter and a range no event is read. */
async function countSessions(engine: Engine, project: string, { asked, ...range }: CheckedTransfers, asker?: Asker) {
  const { sql, params } = filterSql(project, { conditions: [], ...range, ...(asked && { asked }) })
  const [row] = await engine.rows<{ sessions: string; first_ns: string; last_ns: string; events: string }>(
    `SELECT count() AS sessions, toUnixTimestamp64Nano(min(first)) AS first_ns, toUnixTimestamp64Nano(max(last)) AS last_ns,
      sum(events) AS events
    FROM (
      SELECT session_id, min(timestamp) AS first, max(timestamp) AS last, count() AS events
      FROM event WHERE ${sql} AND session_id IS NOT NULL GROUP BY session_id
    )`,
    { ...asker, params },
  )
  const sessions = Number(row?.sessions ?? 0)
  if (!row || sessions === 0) return { sessions, passed: null }
  return {
    sessions,
    passed: { first: BigInt(row.first_ns), last: BigInt(row.last_ns), events: Number(row.events) },
  }
}

async function countWithTransfer(engine: Engine, project: string, question: CheckedTransfers, asker?: Asker) {
  const bound = new Bound()
  const [row] = await engine.rows<{ sessions: string }>(
    `SELECT uniqExact(session_id) AS sessions FROM event WHERE ${transfersSql(project, question, bound)}`,
    { ...asker, params: bound.params },
  )
  return Number(row?.sessions ?? 0)
}

/** The row that ROLLUP adds is of all groups, in which sessions that are in several of them are counted once. */
async function countGroups(engine: Engine, project: string, question: CheckedTransfers, asker?: Asker) {
  const bound = new Bound()
  const rows = await engine.rows<{
    value: string | null
    sessions: string
    with_transfer: string
    group_count: string
  }>(
    `SELECT value, uniqExact(session_id) AS sessions,
      uniqExactIf(session_id, session_id IN (SELECT session_id FROM event WHERE ${transfersSql(project, question, bound)})) AS with_transfer,
      count() OVER () - 1 AS group_count
    FROM (${groupedSql[question.by](project, question, bound)})
    GROUP BY value WITH ROLLUP
    ORDER BY value IS NOT NULL, sessions DESC, value LIMIT ${question.top + 1}`,
    { ...asker, params: bound.params },
  )
  const counted = rows.map(({ value, sessions, with_transfer }) => ({
    value,
    sessions: Number(sessions),
    withTransfer: Number(with_transfer),
  }))
  return {
    grouped: counted.find(({ value }) => value === null) ?? { sessions: 0, withTransfer: 0 },
    groups: counted.flatMap(({ value, ...counts }) => (value === null ? [] : [{ value, ...counts }])),
    groupCount: Number(rows[0]?.group_count ?? 0),
  }
}

/** For each way to group the rows of `session_id` and `value`: the sessions, and what they are counted under. */
const groupedSql: Record<TransferGrouping, (project: string, question: CheckedTransfers, bound: Bound) => string> = {
  tool: (project, question, bound) => sourcesSql('tool-call', project, question, bound),
  prompt: (project, question, bound) => sourcesSql('llm-prompt', project, question, bound),
  agent: (project, question, bound) =>
    `SELECT session_id, CAST(session_agent AS Nullable(String)) AS value
    FROM (SELECT session_id FROM event WHERE ${sessionsSql(project, question, bound)} GROUP BY session_id) AS session
    INNER JOIN (${sessionAgentsSql(`project = ${bound.text(project)}`)}) AS agents ON session.session_id = agents.agent_session`,
}

function sourcesSql(source: string, project: string, question: CheckedTransfers, bound: Bound): string {
  return `SELECT session_id, source_id AS value FROM event
    WHERE ${sessionsSql(project, question, bound)} AND source = ${quote(source)} AND source_id IS NOT NULL`
}

async function before(
  engine: Engine,
  project: string,
  question: CheckedTransfers,
  asker?: Asker,
): Promise<FoundBefore[]> {
  const { from, to, preceding, top } = question
  if (preceding === 0) return []
  const bound = new Bound()
  const sequences = sequencesSql(
    {
      project,
      range: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) },
      unit: 'session_id',
      start: `(${transfersSql(project, question, bound)})`,
      startAt: 'first',
      step: '1',
      direction: 'before',
      stepsMax: preceding,
      told: [
        { name: 'type', path: [] },
        { name: 'source_id', path: [] },
      ],
      // Few sessions have one.
      startsOften: false,
    },
    bound,
  )
  const [type, source_id] = sequences.texts('found')
  const rows = await engine.rows<Omit<FoundBefore, 'position' | 'count'> & { position: string; count: string }>(
    `WITH ${sequences.with}
    SELECT position, ${type} AS type, ${source_id} AS source_id, count() AS count
    FROM (${sequences.select})
    ARRAY JOIN arrayPopFront(path) AS found, arrayEnumerate(arrayPopFront(path)) AS position
    GROUP BY position, found
    ORDER BY position, count DESC, type, source_id LIMIT ${top} BY position`,
    { ...asker, params: bound.params },
  )
  return rows.map((row) => ({ ...row, position: Number(row.position), count: Number(row.count) }))
}

async function ofSession(
  engine: Engine,
  project: string,
  { session_id, first_timestamp, last_timestamp }: SessionFacts,
  countMax: number,
  asker?: Asker,
): Promise<StoredEvent[]> {
  const { sql, params } = filterSql(project, {
    from: first_timestamp,
    to: last_timestamp + 1n,
    conditions: [{ field: 'session_id', anyOf: [session_id] }],
  })
  const rows = await engine.rows<SelectedEvent>(
    `SELECT ${eventColumns} FROM event WHERE ${sql} AND ${isTransferSql} ORDER BY timestamp, event_id LIMIT {countMax:UInt32}`,
    { ...asker, params: { ...params, countMax } },
  )
  return rows.map(storedEvent)
}

/** Events of transfers, of the sessions that are asked about. */
function transfersSql(project: string, question: CheckedTransfers, bound: Bound): string {
  return `${sessionsSql(project, question, bound)} AND ${isTransferSql}`
}

/** Events of the sessions that are asked about. */
function sessionsSql(project: string, { asked, ...range }: CheckedTransfers, bound: Bound): string {
  const within = `${filterSql(project, { conditions: [], ...range }, bound).sql} AND session_id IS NOT NULL`
  if (asked === null) return within
  return `${within} AND session_id IN (
    SELECT session_id FROM event WHERE ${within} AND ${languageSql(asked, { project, bound })}
  )`
}
