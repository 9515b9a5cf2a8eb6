import type { FieldProblem } from '@occur/client/protocol'
import type { Engine } from '../engine/engine.ts'
import { AppError } from '../event/errors.ts'
import type { NewRejectedEvent, RejectedEvent, RejectedEvents } from '../event/rejected.ts'
import type { TimestampNs } from '../event/timestamp.ts'
import { RowWriter } from './row-writer.ts'

/** Keeps what was refused, in the engine. */
export class StoredRejectedEvents implements RejectedEvents {
  readonly #engine: Engine

  constructor(engine: Engine) {
    this.#engine = engine
  }

  async add(rejected: readonly NewRejectedEvent[]): Promise<void> {
    await this.#insert(
      rejected.map(({ raw, ...event }) => ({ ...event, raw: raw.toString('utf8'), replayed_at: null })),
    )
  }

  list: RejectedEvents['list'] = async (project, { offset, countMax, isReplayed }) => {
    const params = { project, offset, countMax }
    const where = `project = {project:String}${isReplayed === undefined ? '' : replayedSql[`${isReplayed}`]}`
    const [counted] = await this.#engine.rows<{ count: string }>(
      `SELECT count() AS count FROM rejected_event FINAL WHERE ${where}`,
      { params },
    )
    const rows = await this.#engine.rows<RejectedRow>(
      `SELECT ${columns} FROM rejected_event FINAL WHERE ${where}
      ORDER BY received_at DESC, rejected_id LIMIT {countMax:UInt32} OFFSET {offset:UInt64}`,
      { params },
    )
    return { items: rows.map(rejectedEvent), count: Number(counted?.count ?? 0) }
  }

  async get(project: string, rejected_id: string): Promise<RejectedEvent> {
    const [row] = await this.#engine.rows<RejectedRow>(
      `SELECT ${columns} FROM rejected_event FINAL WHERE project = {project:String} AND rejected_id = {rejected_id:String}`,
      { params: { project, rejected_id } },
    )
    if (!row) throw new AppError('not_found', `No rejected event ${rejected_id}`)
    return rejectedEvent(row)
  }

  async markReplayed(project: string, event: RejectedEvent, replayed_at: TimestampNs): Promise<void> {
    await this.#insert([{ ...event, project, replayed_at }])
  }

  async #insert(events: readonly (RejectedEvent & { project: string })[]): Promise<void> {
    const row = new RowWriter(events.length * 1024)
    for (const event of events) {
      row.text(event.project)
      row.text(event.rejected_id)
      row.int64(event.received_at)
      row.text(JSON.stringify(event.problems))
      row.text(event.raw)
      row.uint8(event.raw_truncated ? 1 : 0)
      row.nullableInt64(event.replayed_at)
      row.uint64(event.replayed_at ?? event.received_at)
    }
    await this.#engine.insertBinary('rejected_event', insertedColumns, row.bytes())
  }
}

const replayedSql = { true: ' AND replayed_at IS NOT NULL', false: ' AND replayed_at IS NULL' }

const insertedColumns = {
  project: 'String',
  rejected_id: 'String',
  received_at: `DateTime64(9, 'UTC')`,
  problems: 'String',
  raw: 'String',
  raw_truncated: 'UInt8',
  replayed_at: `Nullable(DateTime64(9, 'UTC'))`,
  version: 'UInt64',
}

const columns = `rejected_id, toUnixTimestamp64Nano(received_at) AS received_ns, problems, raw, raw_truncated,
  toUnixTimestamp64Nano(replayed_at) AS replayed_ns`

interface RejectedRow {
  rejected_id: string
  received_ns: string
  problems: string
  raw: string
  raw_truncated: number
  replayed_ns: string | null
}

function rejectedEvent(row: RejectedRow): RejectedEvent {
  return {
    rejected_id: row.rejected_id,
    received_at: BigInt(row.received_ns),
    problems: JSON.parse(row.problems) as FieldProblem[],
    raw: row.raw,
    raw_truncated: row.raw_truncated !== 0,
    replayed_at: row.replayed_ns === null ? null : BigInt(row.replayed_ns),
  }
}
