/**
 * The client of Occur for Node (20 and later) and browsers, without dependencies.
 *
 *     const occur = createClient({ url: 'http://127.0.0.1:7070', key: 'occ_…' })
 *     await occur.events.send({ timestamp: new Date().toISOString(), session_id: 's-1', type: 'session-start' })
 *     for await (const event of occur.events.tail()) console.log(event)
 */

import { type ExportCallOptions, exported } from './export.ts'
import type {
  About,
  Answer,
  ApiKey,
  ConversationJourney,
  ConversationListQuery,
  CreatedApiKey,
  Event,
  EventExportQuery,
  EventInput,
  EventListQuery,
  Facets,
  FacetsQuery,
  Funnel,
  FunnelAnswer,
  IngestReport,
  JourneyQuery,
  ListedConversation,
  ListedSession,
  ListedUser,
  Neighbours,
  NeighboursQuery,
  NewApiKey,
  NewView,
  Page,
  PathsAnswer,
  PathsQuestion,
  Question,
  RejectedEvent,
  Session,
  SessionEvents,
  SessionExportQuery,
  SessionListQuery,
  SessionTransfers,
  SimilarSessions,
  StoredEvent,
  Timeline,
  Transcript,
  TransfersAnswer,
  TransfersQuestion,
  User,
  UserJourney,
  UserListQuery,
  View,
  ViewChange,
  WhoAmI,
} from './protocol.ts'
import { type CallOptions, type ClientOptions, createRequester } from './request.ts'
import { isReport, type NdjsonBody, type SendOptions, send } from './send.ts'
import { type TailOptions, tail } from './tail.ts'

export { OccurError } from './error.ts'
export type { ExportCallOptions } from './export.ts'
export type * from './protocol.ts'
export {
  eventFields,
  exportedEventFields,
  exportFormats,
  scopes,
  serverFields,
  viewNamePattern,
  viewSubjects,
} from './protocol.ts'
export type { CallOptions, ClientOptions } from './request.ts'
export type { NdjsonBody, SendOptions } from './send.ts'
export type { TailOptions, TailStatus } from './tail.ts'

/** Every call may throw `OccurError`, or the reason of an aborted signal. */
export interface OccurClient {
  events: {
    /** Resolves once the events are stored. Refused events are in the report, not an error. */
    send(events: EventInput | readonly EventInput[] | NdjsonBody, options?: SendOptions): Promise<IngestReport>
    /** Items are `StoredEvent`s when `fields` names `event_id`, `received_at` and `cursor`. */
    list(query?: EventListQuery, options?: CallOptions): Promise<Page<Event>>
    get(eventId: string, options?: CallOptions): Promise<StoredEvent>
    /** What happened just before and after an event. */
    neighbours(eventId: string, query?: NeighboursQuery, options?: CallOptions): Promise<Neighbours>
    /** Events as they are stored, without gap or repeat; reconnects by itself. Leave the loop or abort to end it. */
    tail(options?: TailOptions): AsyncGenerator<StoredEvent>
    /** A file of all events that pass: its bytes, as fast as they are taken. When they end without an error it is whole. */
    export(query?: EventExportQuery, options?: ExportCallOptions): AsyncGenerator<Uint8Array>
  }
  /** Events that were refused, kept to be corrected and replayed. */
  rejected: {
    list(
      query?: { page?: number; limit?: number; replayed?: boolean },
      options?: CallOptions,
    ): Promise<Page<RejectedEvent>>
    get(rejectedId: string, options?: CallOptions): Promise<RejectedEvent>
    /** Takes the event in again, as it was or corrected. */
    replay(rejectedId: string, corrected?: EventInput, options?: CallOptions): Promise<IngestReport>
  }
  sessions: {
    list(query?: SessionListQuery, options?: CallOptions): Promise<Page<ListedSession>>
    get(sessionId: string, options?: CallOptions): Promise<Session>
    events(
      sessionId: string,
      query?: { cursor?: string; limit?: number },
      options?: CallOptions,
    ): Promise<SessionEvents>
    timeline(sessionId: string, options?: CallOptions): Promise<Timeline>
    transcript(sessionId: string, options?: CallOptions): Promise<Transcript>
    /** Each transfer from its request to its end. */
    transfers(sessionId: string, options?: CallOptions): Promise<SessionTransfers>
    /** Sessions in which the same happened, the most similar first. */
    similar(sessionId: string, query?: { limit?: number }, options?: CallOptions): Promise<SimilarSessions>
    /** As of events. */
    export(query?: SessionExportQuery, options?: ExportCallOptions): AsyncGenerator<Uint8Array>
  }
  conversations: {
    list(query?: ConversationListQuery, options?: CallOptions): Promise<Page<ListedConversation>>
    /** A conversation, and its sessions in order of time. */
    get(conversationId: string, query?: JourneyQuery, options?: CallOptions): Promise<ConversationJourney>
  }
  /** Whom events are about. */
  users: {
    list(query?: UserListQuery, options?: CallOptions): Promise<Page<ListedUser>>
    get(userId: string, options?: CallOptions): Promise<User>
    /** The sessions of a user in order of time. */
    journey(userId: string, query?: JourneyQuery, options?: CallOptions): Promise<UserJourney>
  }
  /** Counts and measures events: see `Question`. */
  ask(question: Question, options?: CallOptions): Promise<Answer>
  /** What follows an event, or leads to it: see `PathsQuestion`. */
  paths(question: PathsQuestion, options?: CallOptions): Promise<PathsAnswer>
  /** How many sessions are transferred, and after what: see `TransfersQuestion`. */
  transfers(question: TransfersQuestion, options?: CallOptions): Promise<TransfersAnswer>
  /** How many go through steps in order, how fast, and where the others stop. */
  funnel(funnel: Funnel, options?: CallOptions): Promise<FunnelAnswer>
  /** What there is to filter by, among the events that pass. */
  facets(query?: FacetsQuery, options?: CallOptions): Promise<Facets>
  /** Filters, columns and questions that are saved under a name. */
  views: {
    list(options?: CallOptions): Promise<{ items: View[] }>
    get(name: string, options?: CallOptions): Promise<View>
    create(view: NewView, options?: CallOptions): Promise<View>
    /** Replaces all of a view. With a name it is called that, also in the views that name it. */
    replace(name: string, change: ViewChange, options?: ViewChangeOptions): Promise<View>
    delete(name: string, options?: ViewChangeOptions): Promise<void>
  }
  keys: {
    list(query?: { project?: string }, options?: CallOptions): Promise<{ items: ApiKey[] }>
    /** The answer holds the secret, which is never shown again. */
    create(key: NewApiKey, options?: CallOptions): Promise<CreatedApiKey>
    revoke(keyId: string, options?: CallOptions): Promise<void>
  }
  whoami(options?: CallOptions): Promise<WhoAmI>
  /** Which Occur this is, and what it stands on. */
  about(options?: CallOptions): Promise<About>
}

export interface ViewChangeOptions extends CallOptions {
  /** Of the view as it was read: when somebody has changed it since, status 412 is the answer. */
  version?: number
}

export function createClient(options: ClientOptions): OccurClient {
  const requester = createRequester(options)
  const { json } = requester
  const jsonHeaders = { 'Content-Type': 'application/json' }
  const asking = <Answered>(path: string, question: object, options?: CallOptions) =>
    json<Answered>({ method: 'POST', path, headers: jsonHeaders, body: JSON.stringify(question), ...options })
  const session = (id: string) => `/api/v1/sessions/${encodeURIComponent(id)}`
  const user = (id: string) => `/api/v1/users/${encodeURIComponent(id)}`
  const view = (name: string) => `/api/v1/views/${encodeURIComponent(name)}`
  const rejected = (id: string) => `/api/v1/events/rejected/${encodeURIComponent(id)}`

  return {
    events: {
      send: (events, options = {}) => send(requester, events, options),
      list: (query, options) => json({ path: '/api/v1/events/', query, ...options }),
      get: (eventId, options) => json({ path: `/api/v1/events/${encodeURIComponent(eventId)}`, ...options }),
      neighbours: (eventId, query, options) =>
        json({ path: `/api/v1/events/${encodeURIComponent(eventId)}/neighbours`, query, ...options }),
      tail: (options = {}) => tail(requester, options),
      export: (query, options) => exported(requester, { path: '/api/v1/events/export', query }, options),
    },
    rejected: {
      list: (query, options) => json({ path: '/api/v1/events/rejected/', query, ...options }),
      get: (rejectedId, options) => json({ path: rejected(rejectedId), ...options }),
      replay: (rejectedId, corrected, options) =>
        json({
          method: 'POST',
          path: `${rejected(rejectedId)}/replay`,
          ...(corrected && { headers: jsonHeaders, body: JSON.stringify(corrected) }),
          isAnswer: isReport,
          ...options,
        }),
    },
    sessions: {
      list: (query, options) => json({ path: '/api/v1/sessions/', query, ...options }),
      get: (sessionId, options) => json({ path: session(sessionId), ...options }),
      events: (sessionId, query, options) => json({ path: `${session(sessionId)}/events`, query, ...options }),
      timeline: (sessionId, options) =>
        json({ path: `/api/v1/sessions/timeline/${encodeURIComponent(sessionId)}`, ...options }),
      transcript: (sessionId, options) =>
        json({ path: `/api/v1/sessions/transcript/${encodeURIComponent(sessionId)}`, ...options }),
      transfers: (sessionId, options) => json({ path: `${session(sessionId)}/transfers`, ...options }),
      similar: (sessionId, query, options) => json({ path: `${session(sessionId)}/similar`, query, ...options }),
      export: (query, options) => exported(requester, { path: '/api/v1/sessions/export', query }, options),
    },
    conversations: {
      list: (query, options) => json({ path: '/api/v1/conversations/', query, ...options }),
      get: (conversationId, query, options) =>
        json({ path: `/api/v1/conversations/${encodeURIComponent(conversationId)}`, query, ...options }),
    },
    users: {
      list: (query, options) => json({ path: '/api/v1/users/', query, ...options }),
      get: (userId, options) => json({ path: user(userId), ...options }),
      journey: (userId, query, options) => json({ path: `${user(userId)}/journey`, query, ...options }),
    },
    facets: (query, options) => json({ path: '/api/v1/facets', query, ...options }),
    ask: (question, options) => asking('/api/v1/ask', question, options),
    transfers: (question, options) => asking('/api/v1/ask/transfers', question, options),
    paths: (question, options) => asking('/api/v1/ask/paths', question, options),
    funnel: (funnel, options) => asking('/api/v1/ask/funnel', funnel, options),
    views: {
      list: (options) => json({ path: '/api/v1/views/', ...options }),
      get: (name, options) => json({ path: view(name), ...options }),
      create: (wanted, options) =>
        json({
          method: 'POST',
          path: '/api/v1/views/',
          headers: jsonHeaders,
          body: JSON.stringify(wanted),
          ...options,
        }),
      replace: (name, change, { version, ...options } = {}) =>
        json({
          method: 'PUT',
          path: view(name),
          headers: { ...jsonHeaders, ...ifMatch(version) },
          body: JSON.stringify(change),
          ...options,
        }),
      delete: (name, { version, ...options } = {}) =>
        json({ method: 'DELETE', path: view(name), headers: ifMatch(version), ...options }),
    },
    keys: {
      list: (query, options) => json({ path: '/api/v1/keys/', query, ...options }),
      create: (key, options) =>
        json({ method: 'POST', path: '/api/v1/keys/', headers: jsonHeaders, body: JSON.stringify(key), ...options }),
      revoke: (keyId, options) =>
        json({ method: 'DELETE', path: `/api/v1/keys/${encodeURIComponent(keyId)}`, ...options }),
    },
    whoami: (options) => json({ path: '/api/v1/whoami', ...options }),
    about: (options) => json({ path: '/api/v1/about', ...options }),
  }
}

function ifMatch(version: number | undefined): Record<string, string> {
  return version === undefined ? {} : { 'If-Match': `"${version}"` }
}
