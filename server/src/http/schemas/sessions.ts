import type * as protocol from '@occur/client/protocol'
import { conversationIncludes, sessionIncludes } from '@occur/client/protocol'
import { type Static, Type } from 'typebox'
import { agree, type Same } from './agree.ts'
import { DateTime, Nullable, TransferCount } from './answers.ts'
import { StoredEvent } from './events.ts'
import { ListQuery } from './lists.ts'
import { transferFacts } from './transfers.ts'

const text = (description?: string) => Nullable(Type.String(description ? { description } : {}))
const flag = () => Nullable(Type.Boolean())

const agentAndPrompt = {
  agent_id: text(),
  agent_name: text(),
  agent_type: text(),
  prompt_id: text(),
  prompt_name: text(),
  prompt_version: text(),
  llm_provider: text(),
  llm_model: text(),
}

export const Session = Type.Object(
  {
    timestamp: DateTime('When its first event occurred.'),
    session_id: Type.String(),
    conversation_id: text(),
    user_id: text(),
    last_timestamp: DateTime('When its last event occurred.'),
    duration: Type.Number({ description: 'Seconds from first to last event.' }),
    event_count: Type.Integer(),
    tool_call_count: Type.Integer(),
    transfer_count: TransferCount,
    error_count: Type.Integer(),
    ...agentAndPrompt,
    agent_timezone: text(),
    channel_manager_type: text('`voice_sip_v1`, `voice_twilio_v1`, `web_chat_v1`, … or what the events call it.'),
    channel_manager_service: text(),
    channel_manager_sid: text(),
    source: text("The user's number or address; not an event's `source`."),
    target: text(),
    is_outbound: flag(),
    is_test: flag(),
    user_terminated: flag(),
  },
  { title: 'Session' },
)
agree<Same<Static<typeof Session>, protocol.Session>>()

const slots = (description?: string) => Type.Array(Type.Integer(), description ? { description } : {})

export const SessionOutline = Type.Object(
  {
    slots: Type.Integer({
      description: `Into how many parts of equal length the time from its first event to its last is cut. Each list names the parts, from 0, in
which at least one such event occurred.`,
    }),
    user: slots('The user said something, as the type of the event tells.'),
    agent: slots('The agent said something, as the type of the event tells.'),
    tool: slots(),
    transfer: slots(),
    failed: slots('Events that say that something failed, whatever else they are.'),
    other: slots('Everything else: starts and ends, prompts, measurements.'),
    last_transfer: Nullable(Type.Object(transferFacts)),
    has_end: Type.Boolean({ description: 'An event says that it is over: `session-end`, `call-ended`, and the like.' }),
  },
  { title: 'SessionOutline', description: 'When what happened in a session, to draw it small.' },
)
agree<Same<Static<typeof SessionOutline>, protocol.SessionOutline>>()

/** What lists of sessions answer of each beyond the session itself. */
export const included = { outline: Type.Optional(SessionOutline) }

export const SessionInclude = Type.Optional(
  Type.Array(Type.Enum([...sessionIncludes]), {
    description: '`outline`: also when what happened in each; a page has at most 100 sessions then.',
  }),
)

/** A session of a list: what `fields` asked for, always with `timestamp`. */
export const ListedSession = Type.Object(
  { ...Type.Partial(Session).properties, timestamp: Session.properties.timestamp, ...included },
  { title: 'ListedSession' },
)

export const SessionListQuery = Type.Object({ ...ListQuery.properties, include: SessionInclude })
agree<Same<Static<typeof SessionListQuery>, protocol.SessionListQuery>>()

export const SessionParams = Type.Object({ session_id: Type.String() })

export const Conversation = Type.Object(
  {
    timestamp: DateTime(),
    conversation_id: Type.String(),
    user_id: text(),
    last_timestamp: DateTime(),
    session_count: Type.Integer(),
    event_count: Type.Integer(),
    tool_call_count: Type.Integer(),
    transfer_count: TransferCount,
    error_count: Type.Integer(),
    ...agentAndPrompt,
  },
  { title: 'Conversation' },
)
agree<Same<Static<typeof Conversation>, protocol.Conversation>>()

/** A conversation of a list: what `fields` asked for, always with `timestamp`. */
export const ListedConversation = Type.Object(
  {
    ...Type.Partial(Conversation).properties,
    timestamp: Conversation.properties.timestamp,
    last_session: Type.Optional(
      Nullable(Type.Object({ ...Session.properties, ...included }, { title: 'LastSession' })),
    ),
  },
  { title: 'ListedConversation' },
)

export const ConversationListQuery = Type.Object({
  ...ListQuery.properties,
  include: Type.Optional(
    Type.Array(Type.Enum([...conversationIncludes]), {
      description: `\`last_session\`: also the session of each in which it was last named, with its outline; a page has at most 100
conversations then.`,
    }),
  ),
})
agree<Same<Static<typeof ConversationListQuery>, protocol.ConversationListQuery>>()

export const TimelineEvent = Type.Object(
  {
    kind: Type.Enum(['transcript', 'tool', 'latency']),
    timestamp: DateTime(),
    offset: Type.String({ description: "From the session's start: `MM:SS`, from one hour on `HH:MM:SS`." }),
    turn_index: Type.Optional(Type.Integer({ description: '0-based; tools carry the nearest preceding turn.' })),
    source: Type.Optional(Type.Enum(['user', 'agent'])),
    text: Type.Optional(Type.String()),
    lang: Type.Optional(Type.String()),
    category: Type.Optional(Type.String()),
    label: Type.Optional(Type.String({ description: "The tool's name, or what happened." })),
    metadata: Type.Optional(Type.Array(Type.String())),
    duration_ms: Type.Optional(Type.Number()),
    tool_request: Type.Optional(Type.String({ description: 'JSON-encoded.' })),
    tool_result: Type.Optional(Type.String({ description: 'JSON-encoded.' })),
    tool_error: Type.Optional(Type.String({ description: 'JSON-encoded.' })),
    event_id: Type.String(),
    event_type: text(),
    is_transfer: Type.Boolean(),
  },
  { title: 'TimelineEvent' },
)
agree<Same<Static<typeof TimelineEvent>, protocol.TimelineEvent>>()

const truncated = Type.Optional(
  Type.Boolean({ description: 'True when the session has more events than fit; `/events` of it has them all.' }),
)

export const Timeline = Type.Object(
  {
    session_id: Type.String(),
    session_start: DateTime(),
    events: Type.Array(TimelineEvent),
    events_truncated: truncated,
  },
  { title: 'Timeline' },
)
agree<Same<Static<typeof Timeline>, protocol.Timeline>>()

export const Transcript = Type.Object(
  {
    session_id: Type.String(),
    transcription: Type.Array(
      Type.Object({
        timestamp: DateTime(),
        lang: text(),
        source: Type.Enum(['user', 'agent']),
        text: Type.String(),
      }),
    ),
    actions: Type.Array(
      Type.Object({
        timestamp: DateTime(),
        tool_name: Type.String(),
        tool_request: text(),
        tool_result: text(),
        tool_error: text(),
        duration_ms: Nullable(Type.Number()),
      }),
    ),
    events_truncated: truncated,
  },
  { title: 'Transcript' },
)
agree<Same<Static<typeof Transcript>, protocol.Transcript>>()

export const SessionEvents = Type.Object(
  {
    items: Type.Array(StoredEvent),
    next_cursor: Nullable(Type.String()),
  },
  { title: 'SessionEvents' },
)
agree<Same<Static<typeof SessionEvents>, protocol.SessionEvents>>()
