/**
 * How many events share a mark, which is the least that is read of any column. Pages, sessions, and single events are a
 * few events each: with the engine's own 8,192 a page of newest read fifty times as many rows, and took twice as long. What is
 * read whole takes as long as before.
 */
const eventsPerGranule = 1024

/** What an engine never changes of a table that there is: so events move into a new one, which has all of the same besides. */
export const granulesSchema = `CREATE TABLE event_rebuilt AS event
  ENGINE = MergeTree ORDER BY (project, timestamp, event_id)
  SETTINGS index_granularity = ${eventsPerGranule}, fsync_after_insert = 1, fsync_part_directory = 1,
    min_rows_to_fsync_after_merge = 1, merge_selector_base = 10,
    materialize_projections_on_insert = 0, materialize_projections_on_merge = 1,
    exclude_materialize_skip_indexes_on_merge = 'by_leaf, by_text'`
