/**
 * Saved views: a few rows, read whole (with FINAL) when the server starts. A change is a new row with a higher version, and
 * so is a removal: should the view come back, its versions go on. `key` is the name in lower case; `definition` is JSON.
 */
export const viewsSchema = [
  `CREATE TABLE IF NOT EXISTS saved_view (
    project String,
    key String,
    version UInt64,
    definition String CODEC(ZSTD(1)),
    created_at DateTime64(3, 'UTC'),
    changed_at DateTime64(3, 'UTC'),
    is_removed UInt8
  ) ENGINE = ReplacingMergeTree(version)
  ORDER BY (project, key)
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1`,
]
