import { transferTypes } from '../../event/event.ts'

const transfers = transferTypes.map((type) => `'${type}'`).join(', ')

/**
 * What sessions and users are counted by, as SQL over their events. Projections keep these per part, and a query that
 * uses the very same expressions is answered from them; that is why they are written once.
 */
export const userAggregates = {
  first_timestamp: 'min(timestamp)',
  last_timestamp: 'max(timestamp)',
  event_count: 'count()',
  tool_call_count: `countIf(source = 'tool-call')`,
  transfer_count: `countIf(type IN (${transfers}))`,
  error_count: 'sum(failed)',
} as const

export const sessionAggregates = { ...userAggregates, user_id: 'min(user_id)' } as const

/**
 * Events, sorted as they are read most: newest of a project.
 *
 * - No partitions: an insert is then one part, so it is stored whole or not at all, whatever timestamps it mixes.
 * - `seq` is indexed by range because the live tail reads what was committed after a position.
 * - The ids are indexed by Bloom filters: one lookup skips nearly all of the table.
 * - Parts are merged about ten at a time rather than five: small commits were merged so often that it cost nearly as
 *   much as they did, and now it costs half of that.
 * - `failed` is worked out once, on the way in, because sessions are listed by it far more often than events arrive.
 */
export const eventsSchema = [
  `CREATE TABLE IF NOT EXISTS event (
    project LowCardinality(String),
    timestamp DateTime64(9, 'UTC') CODEC(Delta, ZSTD(1)),
    event_id String,
    session_id Nullable(String),
    conversation_id Nullable(String),
    source LowCardinality(Nullable(String)),
    source_id LowCardinality(Nullable(String)),
    category LowCardinality(Nullable(String)),
    type LowCardinality(Nullable(String)),
    user_id Nullable(String),
    description Nullable(String) CODEC(ZSTD(1)),
    attributes Nullable(String) CODEC(ZSTD(1)),
    failed UInt8,
    received_at DateTime64(9, 'UTC') CODEC(Delta, ZSTD(1)),
    writer UInt16,
    seq UInt64 CODEC(Delta, ZSTD(1)),
    INDEX by_seq seq TYPE minmax GRANULARITY 1,
    INDEX by_event_id event_id TYPE bloom_filter(0.001) GRANULARITY 1,
    INDEX by_session session_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_conversation conversation_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_user user_id TYPE bloom_filter(0.01) GRANULARITY 1,
    PROJECTION sessions (
      SELECT project, session_id, conversation_id, ${Object.values(sessionAggregates).join(', ')}
      GROUP BY project, session_id, conversation_id
    )
  ) ENGINE = MergeTree
  ORDER BY (project, timestamp, event_id)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, merge_selector_base = 10`,
]

/** Events that were refused, under an id made of their text, so that a sender that retries adds nothing. */
export const rejectedEventsSchema = [
  `CREATE TABLE IF NOT EXISTS rejected_event (
    project LowCardinality(String),
    rejected_id String,
    received_at DateTime64(9, 'UTC'),
    problems String,
    raw String CODEC(ZSTD(1)),
    raw_truncated UInt8,
    replayed_at Nullable(DateTime64(9, 'UTC')),
    version UInt64
  ) ENGINE = ReplacingMergeTree(version)
  ORDER BY (project, rejected_id)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
]
