import fc from 'fast-check'
import { instant } from '../event-log.contract.ts'

const maybe = (...texts: string[]) => fc.constantFrom(null, ...texts)

/** Few values, so that sessions, conversations and instants meet. */
export const randomEvent = fc
  .record({
    timestamp: fc.bigInt({ min: 0n, max: 9n }).map((n) => instant('2026-01-01T00:00:00Z') + n * 700_000_001n),
    session_id: maybe('s1', 's2', 's3', 's4', 's5', 's6', 's7'),
    conversation_id: maybe('c1', 'c2', 'c3'),
    source: maybe('tool-call', 'llm-prompt', 'x'),
    source_id: maybe('i1', 'i2'),
    category: maybe('k1', 'k2'),
    type: maybe('session-start', 'call_started', 'phone-transfer', 'human-transfer', 'other'),
    user_id: maybe('u1', 'u2'),
    attributes: fc.option(
      fc
        .record(
          {
            agent: fc.constantFrom('a1', true, null, { name: 'a2' }, { name: 'a3', id: 7 }, ['no']),
            'agent.name': fc.constantFrom('a4', 5),
            agent_name: fc.constantFrom('a5', '', null),
            channel: fc.constantFrom('web_chat', 'voice'),
            direction: fc.constantFrom('outbound', 'inbound', 'sideways'),
            is_test: fc.constantFrom(true, false, 'TRUE', 1),
            ended_by: fc.constantFrom('user', 'agent', 'fate'),
            from: fc.constantFrom('+1', 'JFK'),
            model: fc.constantFrom('m1', 'm2'),
            llm_model: fc.constantFrom('m3'),
            ok: fc.boolean(),
            nothing: fc.constantFrom(0),
          },
          { requiredKeys: [] },
        )
        .map((object) => JSON.stringify(object)),
    ),
  })
  .map((fields) => ({ ...fields, failed: fields.attributes?.includes('"ok":false') ?? false }))

export const fewEvents = fc.array(randomEvent, { minLength: 15, maxLength: 15 })
