/** Who writes to a database that others could write to as well: see `writer-lease.ts`. */
export const writersSchema = [
  `CREATE TABLE IF NOT EXISTS writer_lease (
    writer UInt16,
    holder String,
    host String,
    process_id UInt32,
    seen_at DateTime64(3, 'UTC'),
    version UInt64
  ) ENGINE = ReplacingMergeTree(version)
  ORDER BY writer
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
]
