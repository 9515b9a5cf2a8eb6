const tables = ['event', 'rejected_event', 'project', 'api_key', 'readiness', 'writer_lease', 'migration']

/**
 * A merge deletes the parts that it was made from within a minute. Those were synced to disk when they were inserted;
 * what they became must be as well, or a loss of power soon after a merge would take acknowledged events along.
 *
 * Event ids are the largest column, and ZSTD makes them a third smaller than LZ4 does.
 */
export const mergesSchema = [
  ...tables.map((table) => `ALTER TABLE ${table} MODIFY SETTING min_rows_to_fsync_after_merge = 1`),
  'ALTER TABLE event MODIFY COLUMN event_id String CODEC(ZSTD(1))',
]
