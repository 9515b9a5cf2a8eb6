import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { Scope } from '@occur/client/protocol'
import type { FastifyBaseLogger, FastifyInstance, FastifyRequest, RawServerDefault } from 'fastify'
import type { TSchema } from 'typebox'
import type { Access } from '../event/keys.ts'
import type { ProjectViews } from '../event/views.ts'
import type { Effort } from './question-places.ts'

/** What a route is added to. Its schemas give the types of `request.query`, `request.body` and `request.params`. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

/** One file of `routes/`: adds its routes to an app of its own, so that hooks and body parsers stay with it. */
export type AddRoutes<Needs> = (app: App, deps: Needs) => void

/**
 * What a request needs in order to reach a route: a scope; `any` valid key or browser; or `none`. A route that does
 * not say cannot be added.
 */
export type RouteScope = Scope | 'any' | 'none'

declare module 'fastify' {
  interface FastifyContextConfig {
    scope?: RouteScope
    /** Of a route of scope `read`: how much its question costs the engine. `large` unless said otherwise. */
    effort?: Effort | 'none' | ((request: FastifyRequest) => Effort)
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
    /** The saved views of his project, as they are now: filters may name them. */
    readonly views: ProjectViews
  }
}
