/** How much of a leaf its index knows: the rest is compared, so that long texts do not make the index long. */
export const leafIndexedCharacters = 80

/** Its name, for who reads the index itself. */
export const leafIndex = 'by_leaf'

/** The leaves of an event as the index knows them: filters use the very same expression. */
export const indexedLeaves = `extractAll(leaves, '\\x01([^\\x01]{1,${leafIndexedCharacters}})')`

/**
 * What attributes hold, as text to find events by (see `leavesText`), with an inverted index of whole leaves, and one of words
 * that `search.ts` has replaced. When they are built: see `complete-parts.ts`.
 */
export const leavesSchema = [
  'ALTER TABLE event ADD COLUMN IF NOT EXISTS leaves String CODEC(ZSTD(1)) AFTER attributes',
  `ALTER TABLE event ADD INDEX IF NOT EXISTS by_leaf ${indexedLeaves} TYPE text(tokenizer = 'array')`,
  `ALTER TABLE event ADD INDEX IF NOT EXISTS by_word lowerUTF8(concat(ifNull(description, ''), '\\x01', leaves)) TYPE text(tokenizer = 'splitByNonAlpha')`,
]
