/**
 * The wire contract of Occur, written once: what travels between a server and whoever talks to it.
 * Types, and the lists of words that they are made of. Field names are those on the wire (snake_case).
 */

export type * from './protocol/about.ts'
export * from './protocol/access.ts'
export * from './protocol/events.ts'
export * from './protocol/exports.ts'
export type * from './protocol/funnel.ts'
export type * from './protocol/ingest.ts'
export * from './protocol/journeys.ts'
export type * from './protocol/lists.ts'
export * from './protocol/neighbours.ts'
export type * from './protocol/paths.ts'
export type * from './protocol/problems.ts'
export * from './protocol/questions.ts'
export * from './protocol/sessions.ts'
export type * from './protocol/similar.ts'
export * from './protocol/transfers.ts'
export * from './protocol/users.ts'
export * from './protocol/views.ts'
