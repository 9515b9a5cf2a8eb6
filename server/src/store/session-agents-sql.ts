import type { FieldRef } from '@occur/client/filter'
import { agentBelieved, agentSession, believedAgent, saidAgent } from './schema/agent.ts'

/**
 * The agents of sessions: rows of `agent_session` and `session_agent`, its name or else its id; sessions of which nothing is said
 * are left out. `where` may speak of the project and of `agentSession`, or it costs a scan. This finds what
 * `describeSessionsSql` does, without looking into the events.
 */
export function sessionAgentsSql(where: string): string {
  return `SELECT ${agentSession} AS agent_session, ${believedAgent(agentBelieved)} AS session_agent
    FROM event WHERE ${where} AND agent != '' GROUP BY agent_session`
}

/** Whether a field is the agent of the session, which no event has by itself. */
export function isAgent({ name }: FieldRef): boolean {
  return name === 'agent'
}

/** Joins rows that have a session to its agent, which `joinedAgent` then is. `project` is a condition on `event`. */
export function joinAgentsSql(project: string, session: string): string {
  return `LEFT ANY JOIN (${sessionAgentsSql(project)}) AS agents ON ${session} = agents.agent_session`
}

/** As nullable text. */
export const joinedAgent = `nullIf(session_agent, '')`

/**
 * A SELECT of the sessions of a project, which is a condition on `event`, whose agent passes. What is believed needs to be found
 * out only of those of which something else is said as well.
 */
export function sessionsOfAgentsSql(project: string, passes: (agent: string) => string): string {
  const isSaid = `(${passes(saidAgent)})`
  const saidOf = (where: string) =>
    `SELECT ${agentSession} AS agent_session FROM event WHERE ${where} AND agent != '' GROUP BY agent_session`
  const doubtful = saidOf(`${project} AND NOT ${isSaid} AND ${agentSession} IN (${saidOf(`${project} AND ${isSaid}`)})`)
  const believed = sessionAgentsSql(`${project} AND ${agentSession} IN (${doubtful})`)
  const others = `SELECT agent_session FROM (${believed}) WHERE NOT (${passes('session_agent')})`
  return saidOf(`${project} AND ${isSaid} AND ${agentSession} NOT IN (${others})`)
}
