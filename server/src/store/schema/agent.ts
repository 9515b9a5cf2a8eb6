import { agentNames, agentWays } from '../../event/agent-said.ts'
import { quote } from '../quote.ts'
import { isDescribingSql, isPlainSql, isStartSql, maySaySql, plainTextSql, saidSql } from '../said-sql.ts'

function lettersSql(wanted: boolean): string {
  const those = agentWays.filter(({ onStart }) => onStart === wanted)
  const list = (texts: string[]) => `[${texts.map(quote).join(', ')}]`
  return `transform(pair.1, ${list(those.map(({ name }) => name))}, ${list(those.map(({ letter }) => letter))}, '')`
}

/** The letter of the way, and the agent: of what an event says of its session's agent that which is believed most. Else ''. */
const agentSql = `if(session_id IS NOT NULL AND ${maySaySql(agentNames)},
  arrayMin(arrayMap(
    pair -> concat(if(${isStartSql}, ${lettersSql(true)}, ${lettersSql(false)}), ${plainTextSql('pair.2')}),
    arrayFilter(
      pair -> pair.1 IN (${agentNames.map(quote).join(', ')}) AND ${isPlainSql('pair.2')} AND pair.2 NOT IN ('true', 'false')
        AND ${isDescribingSql(plainTextSql('pair.2'))},
      ${saidSql(agentNames)}
    )
  )), '')`

/** The session of an event that says its agent. */
export const agentSession = `if(agent = '', '', assumeNotNull(session_id))`

/** Of the ways, then of the instants, the first: that is the agent which is believed. Eight bytes sort as the instants do. */
const instantBytes =
  'reinterpretAsFixedString(byteSwap(toUInt64(toUnixTimestamp64Nano(timestamp)) + 9223372036854775808))'
export const agentBelieved = `min(concat(substring(agent, 1, 1), ${instantBytes}, substring(agent, 2)))`

/** An agent without what stands before it, in the column and in what is believed. */
export const saidAgent = 'substring(agent, 2)'
export const believedAgent = (believed: string) => `substring(${believed}, 10)`

/**
 * The agents of sessions, worked out when an event is stored. What is said of each session is a projection besides, in which all
 * of the events that say nothing are one row: the agents of all sessions are then read without their events.
 */
export const agentSchema = [
  `ALTER TABLE event ADD COLUMN IF NOT EXISTS agent LowCardinality(String) MATERIALIZED ${agentSql}`,
  `ALTER TABLE event ADD PROJECTION IF NOT EXISTS agents (
    SELECT project, agent, ${agentSession}, ${agentBelieved} GROUP BY project, agent, ${agentSession}
  )`,
  // In the background, for however long it takes: until then it is made whenever it is read.
  'ALTER TABLE event MATERIALIZE COLUMN agent SETTINGS mutations_sync = 0',
]
