const tables = ['event', 'rejected_event', 'project', 'api_key', 'readiness', 'writer_lease', 'migration']

/**
 * What inserts and merges do and leave to others.
 *
 * - The sessions projection is built by merges, not by inserts: that halves the files of a small commit.
 * - The inverted indexes are built by neither (see `complete-parts.ts`).
 *
 * A merge deletes the parts that it was made from within a minute. Those were synced to disk when they were inserted;
 * what they became must be as well, or a loss of power soon after a merge would take acknowledged events along.
 *
 * Event ids are the largest column, and ZSTD makes them a third smaller than LZ4 does.
 */
export const mergesSchema = [
  ...tables.map((table) => `ALTER TABLE ${table} MODIFY SETTING min_rows_to_fsync_after_merge = 1`),
  `ALTER TABLE event MODIFY SETTING materialize_projections_on_insert = 0, materialize_projections_on_merge = 1,
    exclude_materialize_skip_indexes_on_merge = 'by_leaf, by_word'`,
  'ALTER TABLE event MODIFY COLUMN event_id String CODEC(ZSTD(1))',
]
