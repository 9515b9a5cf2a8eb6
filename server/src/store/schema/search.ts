/**
 * All that words are looked for in: the description and the texts inside attributes, in lower case, with a character between
 * any two that no text holds. The engine makes it when it stores an event.
 */
const texts = `lowerUTF8(concat(ifNull(description, ''), '\\x01',
  arrayStringConcat(extractAll(leaves, '\\x02([^\\x01]*)'), '\\x01')))`

/**
 * What single events are found by. Words have an inverted index; when it is built: see `complete-parts.ts`. Ids have Bloom
 * filters, because the events of a session stand together: at one in ten thousand they name hardly a thousand events too
 * many, among ten million, and still take less than a byte an event.
 */
export const searchSchema = [
  `ALTER TABLE event ADD COLUMN IF NOT EXISTS texts String MATERIALIZED ${texts} CODEC(ZSTD(1)) AFTER leaves`,
  ...['by_word', 'by_session', 'by_conversation', 'by_user'].map(
    (name) => `ALTER TABLE event DROP INDEX IF EXISTS ${name}`,
  ),
  `ALTER TABLE event MODIFY SETTING exclude_materialize_skip_indexes_on_merge = 'by_leaf, by_text'`,
  `ALTER TABLE event ADD INDEX IF NOT EXISTS by_text texts TYPE text(tokenizer = 'splitByNonAlpha')`,
  ...['session_id', 'conversation_id', 'user_id'].map(
    (column) =>
      `ALTER TABLE event ADD INDEX IF NOT EXISTS by_${column} ${column} TYPE bloom_filter(0.0001) GRANULARITY 1`,
  ),
  // In the background, for however long it takes: until then they are made whenever they are read.
  'ALTER TABLE event MATERIALIZE COLUMN texts SETTINGS mutations_sync = 0',
]
