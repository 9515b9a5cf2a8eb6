import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { type FastifyBaseLogger, type FastifyRequest, fastify, LogController } from 'fastify'
import type { Logger } from 'pino'
import { AppError } from '../event/errors.ts'
import { guard } from './access.ts'
import type { Deps } from './deps.ts'
import { describeApi } from './openapi.ts'
import { PathIds } from './path-id.ts'
import { sendProblem } from './problems.ts'
import { parseQueryString } from './query-string.ts'
import { limitQuestions } from './question-places.ts'
import type { App } from './route.ts'
import { routes } from './routes.ts'
import { addSecurityHeaders } from './security-headers.ts'
import { compileValidator } from './validation.ts'

/** Of questions, views and the like, mostly a few hundred bytes. Routes that take events read their bodies themselves. */
const bodyBytesMax = 64 * 1024
const headersMsMax = 20_000
const headerBytesMax = 64 * 1024
/** Longer than common load balancers keep idle connections, so that they end them and not we. */
const keepAliveMs = 75_000
/** An id of 512 bytes, every one escaped, with room. */
const pathIdCharsMax = 4096

/** Everything that answers HTTP, ready to listen. */
export async function buildApp<Needs extends Deps>(deps: Needs, log: Logger): Promise<App> {
  const pathIds = new PathIds()
  const loggerInstance: FastifyBaseLogger = log
  const app: App = fastify({
    loggerInstance,
    // Whoever logs names the request. A logger for each one would cost more than all that is ever logged.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    rewriteUrl: ({ method, url }) => pathIds.escape(method ?? 'GET', url ?? '/'),
    routerOptions: {
      ignoreTrailingSlash: true,
      maxParamLength: pathIdCharsMax,
      querystringParser: parseQueryString,
    },
    // A proxy on this machine may say that it was reached by https; nobody else may.
    trustProxy: 'loopback',
    bodyLimit: bodyBytesMax,
    keepAliveTimeout: keepAliveMs,
    // Slow headers are bounded here and slow bodies below. One limit for both would cut long uploads.
    requestTimeout: 0,
    http: { headersTimeout: headersMsMax, maxHeaderSize: headerBytesMax, connectionsCheckingInterval: 5000 },
    forceCloseConnections: 'idle',
    // Ours, in `refuseWhileStopping`, says when to come back.
    return503OnClosing: false,
    frameworkErrors: sendProblem,
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.setErrorHandler(sendProblem)
  app.setNotFoundHandler((request) => {
    throw new AppError('not_found', `There is no ${request.method} ${pathOf(request.originalUrl)} here. See /docs`)
  })
  app.setValidatorCompiler(compileValidator)
  // Response schemas describe; they do not cut. What is answered is what the handler made.
  app.setSerializerCompiler(() => JSON.stringify)

  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) pathIds.add(one, url)
  })
  refuseWhileStopping(app, deps)
  measure(app, deps)
  boundBodyTime(app, deps)
  addSecurityHeaders(app)
  await app.register(cookie)
  guard(app, deps)
  limitQuestions(app, deps)
  knowViews(app, deps)
  await describeApi(app, deps.version)

  for (const addRoutes of routes) {
    await app.register(async (scope) => addRoutes(scope.withTypeProvider<TypeBoxTypeProvider>(), deps))
  }
  await app.ready()
  return app
}

function refuseWhileStopping(app: App, { isStopping }: Deps): void {
  app.addHook('onRequest', (_request, reply, done) => {
    if (!isStopping()) return done()
    reply.header('Connection', 'close')
    done(new AppError('unavailable', 'The server is stopping', { retryAfterSeconds: 2 }))
  })
  // Who gets his answer now must not wait for the next one on the same connection, nor we for him.
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isStopping()) reply.header('Connection', 'close')
    done()
  })
}

function measure(app: App, { metrics }: Deps): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions, log } = request
    const answered = { method, route: routeOptions.url ?? '(none)', status: reply.statusCode, ms: reply.elapsedTime }
    metrics.requestAnswered(answered)
    log.debug({ ...answered, request_id: request.id }, 'answered')
    done()
  })
}

/** A body that does not arrive in time ends with 408, so that a slow sender cannot hold a connection for ever. */
function boundBodyTime(app: App, { bodyMsMax }: Deps): void {
  app.addHook('preParsing', (request, reply, payload, done) => {
    if (!request.routeOptions.config.readsBodyItself && hasBody(request)) {
      const timer = setTimeout(() => {
        if (!request.raw.complete && !reply.sent)
          reply.send(new AppError('timeout', `The body did not arrive within ${bodyMsMax} ms`))
      }, bodyMsMax)
      payload.once('close', () => clearTimeout(timer))
    }
    done(null, payload)
  })
}

function knowViews(app: App, { views }: Deps): void {
  app.decorateRequest('views', {
    getter(this: FastifyRequest) {
      return views.of(this.access.project)
    },
  })
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] as string
}
