import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { Scope } from '@occur/client/protocol'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { TSchema } from 'typebox'
import type { Access, Keys } from '../event/keys.ts'
import type { Metrics } from './metrics.ts'
import type { ListEventsDeps } from './routes/list-events.ts'
import type { ListSessionsDeps } from './routes/list-sessions.ts'
import type { RejectedEventsDeps } from './routes/rejected-events.ts'
import type { SendEventsDeps } from './routes/send-events.ts'
import type { StreamEventsDeps } from './routes/stream-events.ts'
import type { SignInTokens } from './sign-in-tokens.ts'

/** What a route is added to. Its schemas give the types of `request.query`, `request.body` and `request.params`. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** One file of `routes/`: adds its routes to an app of its own, so that hooks and body parsers stay with it. */
export type AddRoutes<Needs = Deps> = (app: App, deps: Needs) => void

/** What the routes of this folder work with. */
export interface Deps extends SendEventsDeps, ListEventsDeps, RejectedEventsDeps, StreamEventsDeps, ListSessionsDeps {
  keys: Keys
  signInTokens: SignInTokens
  metrics: Metrics
  /** Hex SHA-256 of the secret that `server.json` holds for whoever can read the data folder. */
  operatorSecretSha256: string
  /** Writes to the engine and reads it back; throws when it cannot. */
  proveReadiness(left: AbortSignal): Promise<void>
  /** The built UI. */
  webFolder: string
  version: string
  /** How long a body may take to arrive. */
  bodyMsMax: number
  /** True from the moment the server was told to stop. */
  isStopping(): boolean
  now(): Date
}

/**
 * What a request needs in order to reach a route: a scope; `any` valid key or browser; or `none`. A route that does
 * not say cannot be added.
 */
export type RouteScope = Scope | 'any' | 'none'

declare module 'fastify' {
  interface FastifyContextConfig {
    scope?: RouteScope
    /** Lets the operator in as well: key management, metrics. */
    operatorToo?: boolean
    /** The route reads its body as a stream, and bounds its time and size itself. */
    readsBodyItself?: boolean
    /** What such a body is, for the OpenAPI document: content types and their schemas. */
    documentedBody?: Record<string, { schema: TSchema; example?: unknown }>
  }
  interface FastifyRequest {
    /** Who asks. Reading it on a route of scope `none` throws: nobody was asked who he is there. */
    readonly access: Access
  }
}
