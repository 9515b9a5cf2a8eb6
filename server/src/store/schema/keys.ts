/**
 * Projects and keys: a few rows, read whole (with FINAL) when the server starts. A change is a new row with a higher
 * version. `secret_sha256` is all that is kept of a secret.
 */
export const keysSchema = [
  `CREATE TABLE IF NOT EXISTS project (
    project String,
    created_at DateTime64(3, 'UTC')
  ) ENGINE = ReplacingMergeTree
  ORDER BY project
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,

  `CREATE TABLE IF NOT EXISTS api_key (
    key_id String,
    kind LowCardinality(String),
    project String,
    name String,
    scopes Array(LowCardinality(String)),
    prefix String,
    secret_sha256 String,
    parent_key_id Nullable(String),
    created_at DateTime64(3, 'UTC'),
    expires_at Nullable(DateTime64(3, 'UTC')),
    revoked_at Nullable(DateTime64(3, 'UTC')),
    version UInt64
  ) ENGINE = ReplacingMergeTree(version)
  ORDER BY key_id
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,

  // What the readiness check writes and reads back: one row, replaced each time.
  `CREATE TABLE IF NOT EXISTS readiness (
    one UInt8,
    mark String,
    written_at DateTime64(3, 'UTC')
  ) ENGINE = ReplacingMergeTree(written_at)
  ORDER BY one
  SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
]
