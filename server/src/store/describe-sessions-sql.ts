import { type Descriptor, type DescriptorRule, rulesOf } from '../event/session-descriptors.ts'
import { quote } from './quote.ts'
import { isDescribingSql, isPlainSql, isStartSql, maySaySql, plainTextSql, saidSql } from './said-sql.ts'

/**
 * What the events that pass `where` say of their sessions: rows of `session_id`, `descriptor`, `value`. Flags are
 * 'true' or 'false'. Of several values the one wins that the event that opens the session says; then that of the
 * preferred attribute; then the earliest; then the least. Lists show what this finds and filter by it, so the two always agree.
 */
export function describeSessionsSql(wanted: readonly Descriptor[], where: string): string {
  const rules = wanted.flatMap((descriptor) => rulesOf(descriptor).map((rule, rank) => ({ ...rule, descriptor, rank })))
  const names = [...new Set(rules.map(({ name }) => name))]
  return `SELECT session_id, rule.2 AS descriptor, argMin(found, (NOT is_start, rule.3, timestamp, found)) AS value
    FROM (
      SELECT session_id, timestamp, is_start, rule,
        multiIf(rule.5 != '', rule.6, json IN ('true', 'false'), '', text) AS found
      FROM (
        SELECT session_id, timestamp, is_start, pair.1 AS name, pair.2 AS json, ${plainTextSql('json')} AS text
        FROM (${eventsSayingSql(names, where)})
        ARRAY JOIN said AS pair
        WHERE name IN (${list(names)}) AND ${isPlainSql('json')}
      )
      ARRAY JOIN arrayFilter(
        rule -> rule.1 = name AND (is_start OR rule.4 = 0) AND rule.5 IN ('', lower(text)),
        ${rulesSql(rules)}
      ) AS rule
    )
    WHERE ${isDescribingSql('found')}
    GROUP BY session_id, descriptor`
}

type Rule = DescriptorRule & { descriptor: Descriptor; rank: number }

/** Of a flag one for each word that means something: name, descriptor, rank, on start only, word or '', its meaning. */
function rulesSql(rules: readonly Rule[]): string {
  const tuples = rules.flatMap(({ name, descriptor, rank, onStartOnly, words }) => {
    const common = `${quote(name)}, ${quote(descriptor)}, ${rank}, ${onStartOnly ? 1 : 0}`
    if (words === null) return [`(${common}, '', '')`]
    return (['true', 'false'] as const).flatMap((flag) =>
      words[flag].map((word) => `(${common}, ${quote(word)}, '${flag}')`),
    )
  })
  // As one text, which takes the engine a tenth of the time to understand.
  return `CAST(${quote(`[${tuples.join(', ')}]`)}, 'Array(Tuple(String, String, UInt8, UInt8, String, String))')`
}

/** What events say of themselves, as pairs of name and JSON: attributes, what is inside of some of them, and the prompt. */
function eventsSayingSql(names: readonly string[], where: string): string {
  const attributes = names.filter((name) => name !== promptName)
  const prompt = `if(${isPrompt}, [('${promptName}', toJSONString(assumeNotNull(source_id)))], [])`
  const [said, maySay] = names.includes(promptName)
    ? [`arrayConcat(${saidSql(attributes)}, ${prompt})`, `(${maySaySql(attributes)} OR ${isPrompt})`]
    : [saidSql(attributes), maySaySql(attributes)]
  return `SELECT session_id, timestamp, ${isStartSql} AS is_start, ${said} AS said FROM event WHERE ${where} AND ${maySay}`
}

const promptName = '@prompt'
const isPrompt = `(ifNull(source = 'llm-prompt', false) AND source_id IS NOT NULL)`

function list(texts: readonly string[]): string {
  return texts.map(quote).join(', ')
}
