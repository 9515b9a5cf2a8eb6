import { type EventField, eventFields } from './events.ts'
import type { ListQuery } from './lists.ts'

/** What an export can be written as. Parquet and Arrow (an IPC file) are compressed inside, with zstd. */
export const exportFormats = ['ndjson', 'csv', 'parquet', 'arrow'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What an event is exported with: all that it takes to be an equal event again, and when it was taken in. */
export const exportedEventFields = [...eventFields, 'event_id', 'received_at'] as const
export type ExportedEventField = EventField | 'event_id' | 'received_at'

/** How any export is written. */
export interface ExportOptions {
  /** Default `ndjson`. */
  format?: ExportFormat
  /** CSV for machines: without the `'` that keeps a spreadsheet from taking a text for a formula. */
  raw?: boolean
  /** A file that is compressed itself (`.ndjson.gz`). On its way it is anyway, for whoever accepts that. */
  compression?: 'gzip'
}

/** `GET /api/v1/events/export`: all events that pass, in order of time. */
export interface EventExportQuery
  extends ExportOptions,
    Pick<ListQuery, 'q' | 'search_fields' | 'search_field_values' | 'start_datetime' | 'end_datetime'> {
  /** Of `exportedEventFields`; default all. `timestamp` is always among them. */
  fields?: string[]
  /** Default `asc`: the oldest first. */
  order?: 'asc' | 'desc'
}

/** `GET /api/v1/sessions/export`: all sessions that the list with the same filters has, in order of their start. */
export type SessionExportQuery = EventExportQuery
